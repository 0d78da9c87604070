"""Pages as government web sites make them, around the lines of a report."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["modern_page", "table_page", "word_page"]

_RELATED = "".join(
    f'<li><a href="/zwgk/{year}.html">{year}年政府工作报告：回顾过去，展望未来。</a><span>{year}-01-20</span></li>'
    for year in range(2010, 2020)
)
_SHARE = (
    '<div class="share-box bdsharebuttonbox">分享到：<a href="#" class="bds_weixin">微信</a>'
    '<a href="http://s.example/">微博</a></div>'
)


def modern_page(lines: Sequence[str], breaks: bool = False) -> str:
    """UTF-8; navigation, breadcrumbs, share buttons, sidebar, related links, footer.

    `breaks`: paragraphs parted by <br>, as an editor pastes them, rather than elements.
    """
    if breaks:
        body = "<br><br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in lines)
    else:
        body = "\n".join(f'<p style="text-indent:2em">　　{escape(line)}</p>' for line in lines)
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>政府工作报告_朝阳区人民政府</title>
<meta name="ArticleTitle" content="政府工作报告">
<style>.TRS_Editor P{{margin-top:0}}</style>
<script>var channel = "政府工作报告，请予审议。";</script></head>
<body><!-- header begin -->
<div class="header"><div class="logo"><img src="logo.png" alt="朝阳区人民政府"></div>
<form action="/search"><input value="请输入关键字"><button>搜索</button></form></div>
<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li>
<li><a href="/fw">政务服务</a></li><li><a href="/hd">政民互动</a></li></ul></nav>
<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政府工作报告</div>
<div class="main"><div class="article">
<div class="article-info"><span>发布日期：2017-01-04</span>
<span class="fontsize">字号：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a></span></div>
{_SHARE}
<div class="view TRS_UEDITOR" id="zoom">
{body}
<p style="display:none">隐藏的文字，不应当出现。</p>
</div>
<div class="tools"><a href="javascript:window.print()">打印本页</a><a href="javascript:window.close()">关闭窗口</a></div>
<div class="qrcode"><img src="qr.png"><p>扫一扫在手机打开当前页</p></div>
<div class="related"><h4>相关链接</h4><ul>{_RELATED}</ul></div>
</div>
<div class="sidebar"><h3>热点推荐</h3><ul>{_RELATED}</ul></div></div>
<footer><p>主办：北京市朝阳区人民政府　承办：区政务服务局</p>
<p>京ICP备05060933号　<a href="http://beian.example">京公网安备11010502000001号</a></p>
<p>地址：朝阳区日坛北街33号，邮编：100020。网站标识码：1101050005。</p></footer>
<script src="stat.js"></script></body></html>"""


def table_page(lines: Sequence[str]) -> str:
    """As sites were made about 2005: laid out with tables, tags in capitals, charset gb2312."""
    body = "\n".join(f"<P>&nbsp;&nbsp;&nbsp; {escape(line)}</P>" for line in lines)
    return f"""<HTML><HEAD><TITLE>政府工作报告</TITLE>
<META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD>
<BODY bgColor=#ffffff><TABLE width=760><TBODY>
<TR><TD><A href="/">首页</A> | <A href="/a">区情概况</A> | <A href="/b">政务公开</A></TD></TR>
<TR><TD width=180 vAlign=top><TABLE><TR><TD><A href="/1">区长信箱</A></TD></TR><TR><TD><A href="/2">网上办事</A></TD></TR></TABLE></TD>
<TD><TABLE><TBODY><TR><TD align=middle><FONT size=5><B>朝阳区要闻</B></FONT></TD></TR>
<TR><TD class=content><DIV id=Zoom>
{body}
</DIV></TD></TR>
<TR><TD align=right><A href="javascript:print()">打印</A> <A href="javascript:close()">关闭</A></TD></TR>
</TBODY></TABLE></TD></TR>
<TR><TD align=middle>版权所有：朝阳区人民政府 京ICP备05060933号</TD></TR></TBODY></TABLE></BODY></HTML>"""


def word_page(lines: Sequence[str]) -> str:
    """As Word saves a document, its source broken at a width in the midst of sentences."""
    paragraphs = []
    for line in lines:
        pieces = [escape(line[at : at + 30]) for at in range(0, len(line), 30)]
        broken = "\n".join(pieces)
        paragraphs.append(
            f"<p class=MsoNormal style='text-indent:24.0pt'><span lang=EN-US>&nbsp;<o:p></o:p></span>"
            f"<span style='font-family:宋体'><st1:chsdate w:st=\"on\">{broken}</st1:chsdate></span></p>\n"
        )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=utf-8">'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
        "</head><body lang=ZH-CN><div class=WordSection1>"
        + "".join(paragraphs)
        + "</div></body></html>"
    )
