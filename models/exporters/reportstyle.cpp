// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/report.h"

namespace tideline {

/// The tokens of the program's own themes, light and dark by the reader's setting, light on paper.
const char* reportStyle()
{
    return R"css(
:root{--window:#EEF1F4;--surface:#FFFFFF;--raised:#F7F9FA;--border:#CBD3DA;--text:#16202A;--dim:#51606E;--axis:#6B7884;
--grid:#E6EBEF;--focus:#0B6E99;--select:#D6EAF3;--warning:#8A5300;--warning-fill:#FFF1D6;--danger:#B3261E;--danger-fill:#FCE4E2;
--simulated:#6A3D9A;--simulated-fill:#EEE5F7;--hack:#B10145;--sanction:#D56F04;--missile:#0256BA;--nuclear:#800061;
--network:#008F74;--policy:#887EF9;--tide:#9FC9DC}
@media (prefers-color-scheme:dark){:root{--window:#0C1116;--surface:#12181F;--raised:#1A222B;--border:#2F3B47;
--text:#E7EDF2;--dim:#A0AEBB;--axis:#7F8D9A;--grid:#202A34;--focus:#4DB8DE;--select:#16394A;--warning:#F0B75A;
--warning-fill:#3A2C12;--danger:#FF8A80;--danger-fill:#43201E;--simulated:#C3A2EE;--simulated-fill:#2D2240;--hack:#FC8B7D;
--sanction:#F3D513;--missile:#4678FD;--nuclear:#D14182;--network:#06EBBB;--policy:#C5AAFC;--tide:#1F5A75}}
*{box-sizing:border-box;margin:0;padding:0}
html{background:var(--window)}
body{font:14px/1.5 Inter,'Noto Sans','DejaVu Sans',system-ui,sans-serif;color:var(--text);font-variant-numeric:tabular-nums;
-webkit-text-size-adjust:100%}
main{max-width:1320px;margin:0 auto;padding:24px 32px 40px}
a{color:var(--focus);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible,summary:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
code,pre{font:12px/1.5 'DejaVu Sans Mono',ui-monospace,monospace;overflow-wrap:anywhere}
pre{background:var(--raised);border:1px solid var(--border);border-radius:4px;padding:8px 12px;margin:6px 0 12px;
white-space:pre-wrap}
.classification{background:var(--danger-fill);color:var(--danger);text-align:center;font-weight:600;font-size:12px;
letter-spacing:.06em;padding:5px 16px;white-space:pre-wrap;overflow-wrap:anywhere}
.cover{background:var(--surface);border:1px solid var(--border);border-top:4px solid var(--focus);border-radius:6px;
padding:28px 32px 24px}
.eyebrow{color:var(--dim);font-size:12px;display:flex;flex-wrap:wrap;align-items:center;gap:4px 6px}
h1{font-size:30px;line-height:1.2;font-weight:650;letter-spacing:-.01em;margin:4px 0 18px;overflow-wrap:anywhere;
text-wrap:balance}
h2{font-size:20px;line-height:1.3;font-weight:600;margin:40px 0 12px;padding-bottom:8px;border-bottom:1px solid var(--border)}
h3{font-size:15px;line-height:1.35;font-weight:600;margin:20px 0 8px;overflow-wrap:anywhere}
.panel h3,figcaption h3{margin-top:0}
.count{color:var(--dim);font-weight:400;font-size:15px;margin-left:4px}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:12px 24px}
.facts.wide{grid-template-columns:1fr;margin-top:12px}
dt{color:var(--dim);font-size:12px}dd{overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:isolate}
.cards{display:flex;flex-wrap:wrap;gap:8px;margin-top:24px}
.card{flex:1 1 110px;background:var(--raised);border:1px solid var(--border);border-radius:6px;padding:10px 14px;
color:var(--text);display:flex;flex-direction:column}
.card:hover{border-color:var(--focus);text-decoration:none}
.card strong{font-size:21px;line-height:1.25;font-weight:600}.card span{color:var(--dim);font-size:12px}
.note{border-radius:4px;padding:9px 14px;margin-top:16px;font-size:13px}
.note.simulated{background:var(--simulated-fill);color:var(--simulated)}
.badge{display:inline-block;border-radius:3px;padding:1px 7px;font-size:11.5px;line-height:18px;font-weight:600;
vertical-align:1px;white-space:nowrap}
h3 .badge,.eyebrow .badge{margin-left:6px}
.badge.simulated{background:var(--simulated-fill);color:var(--simulated)}
.badge.warning{background:var(--warning-fill);color:var(--warning)}
.badge.neutral{background:var(--raised);color:var(--dim);border:1px solid var(--border);line-height:16px;font-weight:400}
.panel{background:var(--surface);border:1px solid var(--border);border-radius:6px;padding:20px 24px;margin:0 0 16px}
.ordinal{color:var(--dim);font-weight:400;margin-right:4px}
.headline{font-size:24px;line-height:1.3;font-weight:600;letter-spacing:-.01em;overflow-wrap:anywhere}
.interval{color:var(--dim);font-size:12px;margin-bottom:4px}
.paper{background:#fff;border:1px solid var(--grid);border-radius:4px;margin:14px 0 12px;padding:8px;line-height:0}
.paper img{width:100%;height:auto;color:#16202A;font-size:12px;line-height:1.4}
.context{display:flex;flex-wrap:wrap;gap:4px 18px;border-top:1px solid var(--grid);padding-top:10px;font-size:12px;margin-top:10px}
.context div{display:flex;gap:5px;max-width:100%}.context dt{flex:none}.context code{font-size:11.5px}
.notes{list-style:none;margin-top:8px;color:var(--dim);font-size:12px}
.notes li{padding-left:14px;position:relative;overflow-wrap:anywhere;max-width:88ch}
.notes li::before{content:"";position:absolute;left:2px;top:9px;width:5px;height:1px;background:var(--axis)}
details{margin-top:12px}summary{cursor:pointer;color:var(--focus);font-size:13px;width:max-content;max-width:100%}
.scroll{overflow-x:auto;background:var(--surface);border:1px solid var(--border);border-radius:6px;margin-bottom:12px}
.twin{margin:8px 0 0;max-height:480px;overflow-y:auto}
table{border-collapse:collapse;width:100%;font-size:13px}
th{position:sticky;top:0;background:var(--raised);color:var(--dim);font-size:12px;font-weight:600;text-align:left;
padding:6px 10px;box-shadow:inset 0 -1px var(--border);white-space:nowrap;z-index:1}
td{padding:5px 10px;border-top:1px solid var(--grid);vertical-align:top;overflow-wrap:anywhere;white-space:pre-wrap;
unicode-bidi:isolate}
tbody tr:first-child td{border-top:0}tbody tr:hover td{background:var(--raised)}tr:target td{background:var(--select)}
th.number,td.number{text-align:right}td.number{white-space:nowrap}
td.time{white-space:nowrap}
.dim,td.dim{color:var(--dim)}td .dim{font-size:12px}
.events td{padding-top:7px;padding-bottom:7px}
.events{table-layout:fixed;min-width:1080px}.events .when{width:142px}.events .local{width:194px}
.events .kind{width:136px}.events .who{width:150px}.events .sum{width:112px}.events .sure{width:80px}
.events .from{width:196px}.events td.time{white-space:pre}.events td.number{white-space:normal}
.what strong{font-weight:600}
.detail{color:var(--dim);font-size:12px;max-width:72ch}.detail b{font-weight:600}
.origin{font-size:12px;color:var(--dim)}.origin .file{color:var(--axis)}
.star{color:var(--warning)}
.mark{width:12px;height:12px;vertical-align:-1px;margin-right:7px;fill:currentColor;stroke:currentColor;stroke-width:1.3;
stroke-linejoin:round}
.mark.hollow{fill:none}
.hack{color:var(--hack)}.sanction{color:var(--sanction)}.missile{color:var(--missile)}.nuclear{color:var(--nuclear)}
.network{color:var(--network)}.policy{color:var(--policy)}.other{color:var(--axis)}
.annotation{border-left:3px solid var(--focus)}
.markdown{max-width:76ch}.markdown p,.markdown ul,.markdown ol,.markdown blockquote{margin:0 0 8px;overflow-wrap:anywhere}
.markdown ul,.markdown ol{padding-left:22px}.markdown .heading{font-weight:600}
.markdown blockquote{border-left:2px solid var(--border);padding-left:10px;color:var(--dim)}
.byline{color:var(--dim);font-size:12px}
.empty{color:var(--dim)}
.esc{background:var(--warning-fill);color:var(--warning);border-radius:3px;font:11px/1 'DejaVu Sans Mono',monospace;
padding:0 2px;unicode-bidi:isolate;direction:ltr}
#integrity~.panel p{max-width:76ch}
.colophon{color:var(--dim);font-size:12px;margin-top:24px;text-align:center}
@media (max-width:640px){main{padding:12px}.cover,.panel{padding:16px}h1{font-size:24px}}
@media print{
@page{margin:14mm 12mm}
:root{--window:#FFFFFF;--surface:#FFFFFF;--raised:#F7F9FA;--border:#CBD3DA;--text:#16202A;--dim:#51606E;--axis:#6B7884;
--grid:#E6EBEF;--focus:#0B6E99;--select:#FFFFFF;--warning:#8A5300;--warning-fill:#FFF1D6;--danger:#B3261E;
--danger-fill:#FCE4E2;--simulated:#6A3D9A;--simulated-fill:#EEE5F7;--hack:#B10145;--sanction:#D56F04;--missile:#0256BA;
--nuclear:#800061;--network:#008F74;--policy:#887EF9}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:9.5pt}main{max-width:none;padding:0}table{font-size:8pt}th{position:static;font-size:7.5pt}
td{padding:3px 5px}th{padding:3px 5px;white-space:normal;overflow-wrap:anywhere}.events{min-width:0}.events .when{width:64pt}.events .local{width:66pt}
.events .kind{width:60pt}.events .who{width:66pt}.events .sum{width:50pt}.events .sure{width:42pt}.events .from{width:84pt}
.events td.time{white-space:pre-wrap}.detail,.origin,td .dim{font-size:7pt}
.scroll,.twin{overflow:visible;max-height:none}thead{display:table-header-group}
tr,.card,.annotation,.paper{break-inside:avoid}h2,h3,figcaption,summary{break-after:avoid}
details::details-content{content-visibility:visible;display:block}
.cover{border-top-width:3px}
}
)css";
}

const char* reportMarks()
{
    return "<svg width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
           "<path id=\"mark-diamond\" d=\"M0-5 5 0 0 5-5 0Z\"/>"
           "<path id=\"mark-square\" d=\"M-4.2-4.2h8.4v8.4h-8.4Z\"/>"
           "<path id=\"mark-triangle\" d=\"M0-4.6 5 4.2H-5Z\"/>"
           "<path id=\"mark-hexagon\" fill-rule=\"evenodd\" d=\"M0-5 4.3-2.5v5L0 5-4.3 2.5v-5ZM1.6 0a1.6 1.6 0 1 0-3.2 "
           "0 1.6 1.6 0 1 0 3.2 0Z\"/>"
           "<path id=\"mark-bowtie\" d=\"M-5-4.2 0 0-5 4.2ZM5-4.2 0 0 5 4.2Z\"/>"
           "<circle id=\"mark-disc\" r=\"4.6\"/>"
           "<path id=\"mark-pentagon\" d=\"M0-5 4.8-1.5 2.9 4.1H-2.9L-4.8-1.5Z\"/>"
           "</defs></svg>";
}

} // namespace tideline
