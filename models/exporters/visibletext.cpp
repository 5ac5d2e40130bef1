// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/visibletext.h"

#include <QChar>

namespace tideline {

namespace {

/// Letters and symbols by their category that show nothing all the same.
bool isBlankLetter(char32_t c)
{
    switch (c) {
    case 0x034F: // combining grapheme joiner
    case 0x115F: // Hangul fillers
    case 0x1160:
    case 0x3164:
    case 0xFFA0:
    case 0x17B4: // Khmer inherent vowels
    case 0x17B5:
    case 0x2800: // Braille without dots
        return true;
    default:
        return (c >= 0x180B && c <= 0x180F) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }
}

bool isInvisible(char32_t c)
{
    if (c == U'\n' || c == U'\t')
        return false;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isBlankLetter(c);
    }
}

QString escapeOf(char32_t c)
{
    return QStringLiteral("\u27E8U+%1\u27E9").arg(QString::number(c, 16).toUpper(), 4, u'0');
}

} // namespace

void forEachVisibleRun(const QString& text, const std::function<void(const QString& run, bool isEscape)>& run)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
        // "\r\n" is one line end, a "\r" alone would hide what stands before it.
        if (c == U'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            continue;
        if (isInvisible(c)) {
            if (!plain.isEmpty())
                run(plain, false);
            plain.clear();
            run(escapeOf(c), true);
        } else {
            plain += QStringView(text).mid(i, isPair ? 2 : 1);
        }
        i += isPair;
    }
    if (!plain.isEmpty())
        run(plain, false);
}

QString visibleText(const QString& text)
{
    QString visible;
    forEachVisibleRun(text, [&visible](const QString& run, bool) { visible += run; });
    return visible;
}

} // namespace tideline
