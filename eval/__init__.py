"""Cases become scores: the evaluation, the fictional samples it runs on, and the benchmarks."""
