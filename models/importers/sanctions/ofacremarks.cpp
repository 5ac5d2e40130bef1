// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/ofacremarks.h"

#include "models/importers/sanctions/coins.h"

namespace tideline {

namespace {

/// The pieces between semicolons, without "alt. " and the full stop at the end.
QStringList pieces(const QString& remarks)
{
    QStringList list = remarks.split(u';');
    if (isCutRemark(remarks))
        list.removeLast();
    else if (list.last().trimmed().endsWith(u'.'))
        list.last() = list.last().trimmed().chopped(1);
    for (QString& piece : list) {
        piece = piece.trimmed();
        if (piece.startsWith(u"alt. "))
            piece = piece.mid(5);
    }
    return list;
}

/// What follows one of the words, or nothing.
QString after(const QString& piece, std::initializer_list<QStringView> words)
{
    for (const QStringView word : words) {
        if (piece.startsWith(word))
            return piece.mid(word.size()).trimmed();
    }
    return {};
}

QString nameIn(const QString& piece)
{
    QString name = after(piece, {u"a.k.a. ", u"f.k.a. ", u"n.k.a. "});
    if (name.size() > 2 && (name.startsWith(u'\'') || name.startsWith(u'"')) && name.endsWith(name[0]))
        name = name.mid(1, name.size() - 2);
    return name;
}

void readWallet(const QString& text, Listing& entry)
{
    const QString coin = text.section(u' ', 0, 0), address = text.section(u' ', 1).trimmed();
    if (!address.isEmpty() && !address.contains(u' ') && hasCoinShape(coin, address).value_or(true))
        entry.addWallet(coin, address);
}

} // namespace

QStringList ofacProgrammes(const QString& text)
{
    QStringList programmes;
    for (QString part : QString(text).replace(u'[', u']').split(u']')) {
        if (part = part.trimmed(); !part.isEmpty())
            programmes << part;
    }
    return programmes;
}

bool isCutRemark(const QString& remarks)
{
    constexpr int most = 1000;
    return remarks.size() >= most && !remarks.endsWith(u'.');
}

void readRemarks(const QString& remarks, Listing& entry)
{
    for (const QString& piece : pieces(remarks)) {
        entry.addAlias(nameIn(piece));
        entry.addCountry(after(piece, {u"nationality ", u"citizen "}));
        entry.addExtra(QStringLiteral("born"), after(piece, {u"DOB "}));
        entry.addExtra(QStringLiteral("gender"), after(piece, {u"Gender "}));
        entry.addExtra(QStringLiteral("linked_to"), after(piece, {u"Linked To: "}));
        const QString place = after(piece, {u"POB "});
        entry.addPlace(QStringLiteral("birth"), place.section(u',', -1), place.section(u',', 0, -2));
        if (const QString wallet = after(piece, {u"Digital Currency Address - "}); !wallet.isEmpty())
            readWallet(wallet, entry);
    }
}

QStringList namesInRemarks(const QString& remarks, bool continued)
{
    QStringList list = pieces(remarks), names;
    if (continued && !list.isEmpty())
        list.removeFirst();
    for (const QString& piece : list) {
        if (const QString name = nameIn(piece); !name.isEmpty())
            names << name;
    }
    return names;
}

} // namespace tideline
