"""The look of the printed report: system fonts, light and dark, A4; nothing is said by colour alone."""

from __future__ import annotations

STYLE = """
:root{--ink:#1c2733;--soft:#55616f;--line:#dde3ea;--strong:#c3ccd6;--ground:#f3f5f8;--card:#fff;--pale:#f7f9fb;
--main:#1f5a9d;--error:#a3261b;--error-soft:#fdecea;--warn:#8a4a00;--warn-soft:#fff4e2;--hit:#fff3bf;
color-scheme:light dark}
@media (prefers-color-scheme:dark){
:root{--ink:#e6ebf1;--soft:#a3afbd;--line:#2b3644;--strong:#3c4a5b;--ground:#10161d;--card:#18212b;--pale:#1e2935;
--main:#8bb8ec;--error:#ff9b8f;--error-soft:#3a1d1b;--warn:#f2bd72;--warn-soft:#382a14;--hit:#4a4112}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);line-height:1.65;font-size:15px;
font-family:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{margin:0;font-size:1.625rem;line-height:1.3}
h2{margin:0 0 .75rem;font-size:1.1875rem;line-height:1.4}
h3{margin:0;font-size:1rem;line-height:1.5}
p{margin:.25rem 0}
.lead{margin:.375rem 0 1.25rem;color:var(--soft)}
a{color:var(--main);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--main);outline-offset:2px}
main>section{margin:0 0 1.25rem;padding:1.25rem 1.5rem 1.5rem;border:1px solid var(--line);border-radius:.75rem;
background:var(--card)}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.45}
caption{padding:0 0 .375rem;font-weight:700;text-align:left}
th,td{padding:.3125rem .5rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{color:var(--soft);border-bottom-color:var(--strong);vertical-align:bottom}
.summary thead th,.checks thead th{white-space:nowrap}
.summary{min-width:44rem}
td.n,.summary thead th:nth-child(n+5),.checks thead th:nth-child(n+2){text-align:right;
font-variant-numeric:tabular-nums}
td.error,td.question{font-weight:700}
td.error{color:var(--error)}
td.question{color:var(--warn)}
td.none{color:var(--soft)}
.file,.identity dd{overflow-wrap:anywhere}
.refused{margin-top:1.25rem}
.identity{margin:0 0 1rem;font-size:.875rem;color:var(--soft)}
.identity div,.facts div{display:flex;gap:.5rem}
.identity dt{flex:0 0 4.5rem}
dd{margin:0;min-width:0}
.identity dd{color:var(--ink)}
.checks{width:auto;min-width:min(100%,34rem)}
.quiet{color:var(--soft);font-weight:400}
.fault{margin-top:1.25rem;padding-top:1.125rem;border-top:1px solid var(--strong)}
.badge{display:inline-flex;gap:.25rem;margin-right:.5rem;padding:0 .5rem;border:1px solid currentcolor;
border-radius:1rem;font-size:.8125rem;font-weight:700;line-height:1.375rem;vertical-align:.0625rem}
.badge.error{color:var(--error);background:var(--error-soft)}
.badge.question{color:var(--warn);background:var(--warn-soft)}
.where{color:var(--soft);font-size:.875rem}
.finding{margin:.625rem 0;padding-left:.75rem;border-left:3px solid var(--strong)}
.error .finding{border-left-color:var(--error)}
.question .finding{border-left-color:var(--warn)}
.message{margin:0}
.facts{display:flex;flex-wrap:wrap;gap:.125rem 1.5rem;margin:.25rem 0 0;font-size:.875rem}
.facts dt{color:var(--soft)}
.facts dd{font-variant-numeric:tabular-nums}
.statutory{table-layout:fixed;min-width:34rem;margin-top:.875rem;font-size:.8125rem}
.statutory.review{min-width:26rem}
.statutory.disclosure{min-width:0}
.statutory col.label{width:30%}
.statutory th,.statutory td{padding:.25rem .375rem;border:1px solid var(--line);text-align:center;
vertical-align:middle;font-variant-numeric:tabular-nums}
.statutory th[scope=row],.statutory th[scope=rowgroup]{text-align:left}
.statutory .in th[scope=row]{padding-left:1.125rem}
.statutory .heads th{background:var(--pale);color:var(--soft)}
.statutory .part th,.statutory .group th{background:var(--pale);color:var(--soft)}
.statutory .gap td{color:var(--soft);font-size:.75rem;border-style:dashed;padding:.125rem}
.statutory th.on{color:var(--ink);font-weight:700}
.statutory td.hit{background:var(--hit);outline:2px solid var(--error);outline-offset:-2px;font-weight:700}
.statutory td.hit mark{background:none;color:inherit}
.question .statutory td.hit{outline-color:var(--warn)}
.statutory td.used{background:var(--pale);text-decoration:underline dotted;text-underline-offset:.25em}
.flag{display:inline-block;margin-left:.25rem;padding:0 .25rem;border:1px solid currentcolor;border-radius:.1875rem;
color:var(--error);font-size:.6875rem;font-weight:700;line-height:1.125rem;white-space:nowrap}
.question .flag{color:var(--warn)}
.legend{margin-top:.25rem;break-before:avoid;color:var(--soft);font-size:.75rem}
.legend .flag{margin-left:0}
.legend .sample{margin-left:1rem;text-decoration:underline dotted;text-underline-offset:.25em}
figure{margin:.875rem 0 0}
.images{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.75rem;align-items:start;padding-right:1px}
.images img{max-width:100%;height:auto;border:1px solid var(--strong);background:#fff}
figcaption{margin-top:.25rem;color:var(--soft);font-size:.75rem}
.notes{margin-top:1.25rem;padding-top:.875rem;border-top:1px solid var(--strong)}
summary{cursor:pointer;font-weight:700}
.notes ul{margin:.5rem 0 0;padding-left:1.25rem}
footer{padding-bottom:2rem;color:var(--soft);font-size:.8125rem}
@media (max-width:40rem){main>section{padding:1rem}.images{display:block}}
@page{size:A4;margin:16mm 14mm 18mm;@bottom-center{content:counter(page) "／" counter(pages);font-size:9pt;color:#444}}
@media print{
:root{--ink:#000;--soft:#444;--line:#bbb;--strong:#888;--ground:#fff;--card:#fff;--pale:#f4f4f4;--main:#000;
--error:#8f1d14;--error-soft:#fff;--warn:#6d3b00;--warn-soft:#fff;--hit:#fff3bf;color-scheme:light}
body{font-size:10pt;line-height:1.4;-webkit-print-color-adjust:exact;print-color-adjust:exact}
header,main,footer{max-width:none;padding:0}
main>section{margin:0 0 6mm;padding:0;border:0}
.report{break-before:page}
main>.report:nth-child(2){break-before:auto}
.sound{break-before:auto;break-inside:avoid}
.wide{overflow:visible}
.statutory,.statutory.review,.summary{min-width:0}
.statutory{font-size:8.5pt;line-height:1.25;margin-top:2mm}
.statutory th,.statutory td{padding:.6mm 1mm}
.images img{max-height:30mm;width:auto}
.fault{margin-top:4mm;padding-top:3mm}
.images{margin-top:2mm}
a{text-decoration:none}
h2,h3,caption,summary,.where,.group,.part,.heads{break-after:avoid}
tr,figure,.short,.finding,.identity,.checks,.fault{break-inside:avoid}
thead{display:table-header-group}
details::details-content{content-visibility:visible;block-size:auto}
details>summary{list-style:none}
}
"""
