// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/remote/randomquestions.h"

#include "models/query/fields.h"

#include <string_view>

namespace tideline {

static std::vector<QString> valuesOf(const QueryField& field)
{
    const std::string_view name = field.name;
    const auto texts = [](std::initializer_list<const char*> list) {
        std::vector<QString> all;
        for (const char* text : list)
            all.push_back(QString::fromUtf8(text));
        return all;
    };
    if (name == "protocol")
        return texts({"tcp", "udp", "17", "47"});
    if (name == "direction")
        return texts({"in", "out"});
    if (name == "source")
        return texts({"file1.log", "2", "\"source 1\"", "/^file/", "unknown"});
    if (name == "country")
        return texts({"cn", "IN", "unknown", "/^[ci]n$/", "xx"});
    if (name == "state")
        return texts({"SF", "s0", "\"\"", "/f/"});
    if (name == "exporter")
        return texts({"r1", "R2", "\"\"", "/r./", "unknown"});
    if (name == "label" || name == "service")
        return texts({"http", "DNS", "unknown", "label1", "\"\"", "\"it's\"", "/^t.*t$/", "\"größe\"", "\"GRÖSSE\""});
    if (name == "prefix")
        return texts({"unknown", "10.0.0.0/26", "175.45.176.0/24", "0.0.0.0/0", "2001:db8::/32"});
    switch (field.type) {
    case FieldType::Text: // labels of rules
        return texts({"label0", "LABEL1", "label2", "unknown", "/label[13]/", "bel"});
    case FieldType::Address:
        return texts({"10.0.0.0/27", "10.0.0.7", "175.45.176.0/22", "2001:db8::/64", "::/0", "0.0.0.0/0"});
    case FieldType::Time:
        return texts({"2017-07-20", "2017-07", "2017-07-25T12:00", "2018", "2017-07-30T10:13:20"});
    case FieldType::Duration:
        return texts({"50s", "1min", "0.01h", "0", "2500ms"});
    case FieldType::Number:
        break;
    }
    if (name == "asn" || name == "next_as")
        return texts({"AS2", "unknown", "100", "7"});
    return texts({"0", "443", "1k", "2.5M", "100.5", "-1", "18446744073709551615", "1G", "3"});
}

static QString someTerm(Random& random)
{
    static const std::vector<QueryField> fields = [] {
        std::vector<QueryField> all;
        std::copy_if(queryFields().begin(), queryFields().end(), std::back_inserter(all),
                     [](const QueryField& field) { return field.domain != Domain::Events; });
        return all;
    }();
    const QueryField& field = pick(random, fields);
    const std::vector<QString> values = valuesOf(field);
    const QString name = QString::fromLatin1(field.name);
    const bool isOrdered =
        field.type == FieldType::Number || field.type == FieldType::Time || field.type == FieldType::Duration;
    const QString value = pick(random, values);
    if (below(random, 4) == 0)
        return QStringLiteral("%1 in (%2, %3)").arg(name, value, pick(random, values));
    static const QString ordered[] = {QStringLiteral("=="), QStringLiteral("!="), QStringLiteral("<"),
                                      QStringLiteral("<="), QStringLiteral(">"),  QStringLiteral(">=")};
    if (isOrdered)
        return QStringLiteral("%1 %2 %3").arg(name, ordered[below(random, 6)], value);
    if (value.startsWith(u'/') || (field.type == FieldType::Text && below(random, 3) == 0))
        return QStringLiteral("%1 ~ %2").arg(name, value);
    return QStringLiteral("%1 %2 %3").arg(name, ordered[below(random, 2)], value);
}

QString someFilterText(Random& random, int depth)
{
    if (depth == 0 || below(random, 3) == 0)
        return someTerm(random);
    const QString first = someFilterText(random, depth - 1);
    switch (below(random, 3)) {
    case 0:
        return QStringLiteral("not (%1)").arg(first);
    case 1:
        return QStringLiteral("(%1) and (%2)").arg(first, someFilterText(random, depth - 1));
    default:
        return QStringLiteral("(%1) or (%2)").arg(first, someFilterText(random, depth - 1));
    }
}

static std::vector<Micros> someEdges(Random& random)
{
    std::vector<Micros> edges;
    const Micros first = epoch - microsPerDay + Micros(below(random, 3)) * microsPerDay;
    switch (below(random, 5)) {
    case 0:
        break;
    case 1: // a few odd ones
        for (Micros at = first; edges.size() < 2 + below(random, 6);
             at += 1 + Micros(below(random, std::uint64_t(span / 3))))
            edges.push_back(at);
        break;
    case 2: // hours, one of them lost as in spring
        for (int hour = 0; hour < 24 * 20; ++hour) {
            if (hour != 100)
                edges.push_back(first + hour * microsPerHour);
        }
        break;
    case 3: // many odd ones: asked in parts
        for (int i = 0; i < 90; ++i)
            edges.push_back(first + i * microsPerHour * 8 + Micros(below(random, 1000)) * 7 + i);
        break;
    default: // days, the first and last cut off
        edges.push_back(first + 12'345);
        for (int day = 1; day < 40; ++day)
            edges.push_back(first + day * microsPerDay);
        edges.back() -= 54'321;
    }
    return edges;
}

FlowQuestion someFlowQuestion(Random& random, const std::vector<Subject>& subjects)
{
    FlowQuestion question;
    question.edges = someEdges(random);
    if (below(random, 3) == 0) {
        const Micros from = someTime(random);
        question.range = {from, from + Micros(below(random, std::uint64_t(span)))};
    }
    if (!subjects.empty() && below(random, 3) > 0)
        question.subject = pick(random, subjects).name;
    for (std::uint64_t i = below(random, 4); i > 0; --i) {
        const auto dimension = Dimension(below(random, 16));
        if (std::find(question.by.begin(), question.by.end(), dimension) == question.by.end())
            question.by.push_back(dimension);
    }
    question.countPeers = below(random, 2) == 0;
    question.countLocals = below(random, 2) == 0;
    if (below(random, 2) == 0)
        question.figures = {below(random, 2) == 0, below(random, 2) == 0, below(random, 2) == 0, below(random, 2) == 0};
    if (below(random, 3) == 0) {
        question.top = int(1 + below(random, 6));
        question.topOf = Quantity(below(random, 3));
    }
    return question;
}

} // namespace tideline
