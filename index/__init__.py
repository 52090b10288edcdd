"""Reports become a Library that can be asked: SQL record, passages, lexical and vector index."""
