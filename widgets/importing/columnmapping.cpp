// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/columnmapping.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tideline {

namespace {

constexpr FileKind events = FileKind::Events;
constexpr FileKind series = FileKind::Series;

constexpr MappingField fields[] = {
    {"time", QT_TRANSLATE_NOOP("MappingField", "When"), events, false, false},
    {"date", QT_TRANSLATE_NOOP("MappingField", "Date (clock beside it)"), events, false, false},
    {"clock", QT_TRANSLATE_NOOP("MappingField", "Clock time"), events, false, false},
    {"end", QT_TRANSLATE_NOOP("MappingField", "Until"), events, false, false},
    {"zone", QT_TRANSLATE_NOOP("MappingField", "Time zone"), events, false, false},
    {"precision", QT_TRANSLATE_NOOP("MappingField", "Precision"), events, false, true},
    {"title", QT_TRANSLATE_NOOP("MappingField", "Title"), events, true, true},
    {"category", QT_TRANSLATE_NOOP("MappingField", "Category"), events, false, true},
    {"subtype", QT_TRANSLATE_NOOP("MappingField", "Subtype"), events, false, true},
    {"actor", QT_TRANSLATE_NOOP("MappingField", "Actor"), events, true, true},
    {"target", QT_TRANSLATE_NOOP("MappingField", "Target"), events, true, true},
    {"country", QT_TRANSLATE_NOOP("MappingField", "Country"), events, true, true},
    {"channel", QT_TRANSLATE_NOOP("MappingField", "Channel"), events, true, true},
    {"amount_attempted", QT_TRANSLATE_NOOP("MappingField", "Amount attempted"), events, false, false},
    {"amount_executed", QT_TRANSLATE_NOOP("MappingField", "Amount executed"), events, false, false},
    {"amount_taken", QT_TRANSLATE_NOOP("MappingField", "Amount taken"), events, false, false},
    {"amount_recovered", QT_TRANSLATE_NOOP("MappingField", "Amount recovered"), events, false, false},
    {"amount_outstanding", QT_TRANSLATE_NOOP("MappingField", "Amount outstanding"), events, false, false},
    {"currency", QT_TRANSLATE_NOOP("MappingField", "Currency"), events, false, true},
    {"amount_note", QT_TRANSLATE_NOOP("MappingField", "Note on amounts"), events, false, false},
    {"certainty", QT_TRANSLATE_NOOP("MappingField", "Certainty"), events, false, true},
    {"verified", QT_TRANSLATE_NOOP("MappingField", "Verified"), events, false, true},
    {"source", QT_TRANSLATE_NOOP("MappingField", "Source"), events, true, true},
    {"tag", QT_TRANSLATE_NOOP("MappingField", "Tag"), events, true, true},
    {"flag", QT_TRANSLATE_NOOP("MappingField", "Tag if true"), events, true, false},
    {"note", QT_TRANSLATE_NOOP("MappingField", "Note"), events, true, false},
    {"id", QT_TRANSLATE_NOOP("MappingField", "Identifier"), events, false, false},

    {"time", QT_TRANSLATE_NOOP("MappingField", "When"), series, false, false},
    {"date", QT_TRANSLATE_NOOP("MappingField", "Date (clock beside it)"), series, false, false},
    {"clock", QT_TRANSLATE_NOOP("MappingField", "Clock time"), series, false, false},
    {"zone", QT_TRANSLATE_NOOP("MappingField", "Time zone"), series, false, false},
    {"value", QT_TRANSLATE_NOOP("MappingField", "Value"), series, true, false},
    {"key", QT_TRANSLATE_NOOP("MappingField", "Place or entity"), series, true, true},
    {"quantity", QT_TRANSLATE_NOOP("MappingField", "Name of the value"), series, false, true},
    {"unit", QT_TRANSLATE_NOOP("MappingField", "Unit"), series, false, false},
};

QJsonObject mapOf(const ReadOptions& options)
{
    const QJsonValue given = options.value(QStringLiteral("map"));
    QJsonObject map = given.isString() ? QJsonDocument::fromJson(given.toString().toUtf8()).object() : given.toObject();
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (it.key().startsWith(QStringLiteral("map.")))
            map.insert(it.key().mid(4), it.value());
    }
    return map;
}

int columnFrom(const QJsonValue& value, const QStringList& names)
{
    if (value.isDouble())
        return value.toInt() - 1;
    int at = int(names.indexOf(value.toString()));
    for (int i = 0; at < 0 && i < names.size(); ++i)
        at = names[i].compare(value.toString(), Qt::CaseInsensitive) == 0 ? i : -1;
    return at;
}

QString scalar(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 15)
           : value.isBool() ? (value.toBool() ? QStringLiteral("true") : QStringLiteral("false"))
                            : value.toString();
}

ColumnMapping::Rule ruleFrom(const QString& field, const QJsonObject& object, const QString& whenEmpty)
{
    ColumnMapping::Rule rule{field, {}, object.value(QStringLiteral("split")).toString(), whenEmpty, object};
    const QJsonObject values = object.value(QStringLiteral("values")).toObject();
    for (auto entry = values.begin(); entry != values.end(); ++entry)
        rule.values.insert(entry.key(), scalar(entry.value()));
    if (field == u"tag" && values.contains(QStringLiteral("*")) && rule.values.value(QStringLiteral("*")).isEmpty())
        rule.field = QStringLiteral("flag");
    for (const char* edited : {"column", "const", "split"})
        rule.rest.remove(QLatin1String(edited));
    if (rule.rest.value(QStringLiteral("values")).isObject()) // not "countries"
        rule.rest.remove(QStringLiteral("values"));
    return rule;
}

/// By name, so that a recipe fits a file whose columns stand elsewhere; by number where a name would not do.
QJsonValue columnReference(int column, const QStringList& names)
{
    const QString name = names.value(column);
    return name.isEmpty() || names.count(name) > 1 ? QJsonValue(column + 1) : QJsonValue(name);
}

} // namespace

std::span<const MappingField> mappingFields()
{
    return fields;
}

const MappingField* mappingField(FileKind kind, const QString& key)
{
    for (const MappingField& field : fields) {
        if (field.kind == kind && key == QLatin1String(field.key))
            return &field;
    }
    return nullptr;
}

QString mappingFieldTitle(FileKind kind, const QString& key)
{
    if (const MappingField* field = mappingField(kind, key))
        return QCoreApplication::translate("MappingField", field->title);
    return kind == FileKind::Events ? QCoreApplication::translate("MappingField", "Keep as extra")
                                    : QCoreApplication::translate("MappingField", "Leave out");
}

bool saysYes(const QString& text)
{
    const QString word = text.trimmed().toLower();
    return word == u"true" || word == u"yes" || word == u"y" || word == u"1" || word == u"t" || word == u"x";
}

ColumnMapping ColumnMapping::from(const ReadOptions& options, const QStringList& names, FileKind kind)
{
    ColumnMapping mapping;
    mapping.kind = kind;
    mapping.columns.resize(names.size());
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (it.key() != u"map" && !it.key().startsWith(QStringLiteral("map.")))
            mapping.options.insert(it.key(), it.value());
    }
    const QJsonObject map = mapOf(options);
    for (auto it = map.begin(); it != map.end(); ++it) {
        const QJsonArray rules = it.value().isArray() ? it.value().toArray() : QJsonArray{it.value()};
        for (const QJsonValue value : rules) {
            const QJsonObject object = value.toObject();
            const QJsonValue reference = value.isObject() ? object.value(QStringLiteral("column")) : value;
            const QString constant = scalar(object.value(QStringLiteral("const")));
            const int column = reference.isUndefined() ? -1 : columnFrom(reference, names);
            if (column >= 0 && column < names.size())
                mapping.columns[column] += ruleFrom(it.key(), object, constant);
            else if (!constant.isEmpty())
                mapping.constants.insert(it.key(), constant);
        }
    }
    return mapping;
}

ReadOptions ColumnMapping::toOptions(const QStringList& names) const
{
    QMap<QString, QJsonArray> rules;
    for (int column = 0; column < columns.size(); ++column) {
        for (const Rule& rule : columns[column]) {
            QJsonObject object = rule.rest;
            object.insert(QStringLiteral("column"), columnReference(column, names));
            QJsonObject values;
            for (auto it = rule.values.begin(); it != rule.values.end(); ++it)
                values.insert(it.key(), it.value());
            if (!values.isEmpty())
                object.insert(QStringLiteral("values"), values);
            if (!rule.split.isEmpty())
                object.insert(QStringLiteral("split"), rule.split);
            if (!rule.whenEmpty.isEmpty())
                object.insert(QStringLiteral("const"), rule.whenEmpty);
            const bool plain = object.size() == 1;
            rules[rule.field == u"flag" ? QStringLiteral("tag") : rule.field] +=
                plain ? object.value(QStringLiteral("column")) : QJsonValue(object);
        }
    }
    for (auto it = constants.begin(); it != constants.end(); ++it) {
        if (!it.value().isEmpty())
            rules[it.key()] += QJsonObject{{QStringLiteral("const"), it.value()}};
    }
    QJsonObject map;
    for (auto it = rules.begin(); it != rules.end(); ++it)
        map.insert(it.key(), it.value().size() == 1 ? it.value().first() : QJsonValue(it.value()));
    ReadOptions all = options;
    all.insert(QStringLiteral("map"), map);
    return all;
}

QString ColumnMapping::fieldOf(int column) const
{
    return column >= 0 && column < columns.size() && !columns[column].isEmpty() ? columns[column].first().field
                                                                                : QString();
}

int ColumnMapping::columnOf(const QString& field) const
{
    for (int i = 0; i < columns.size(); ++i) {
        for (const Rule& rule : columns[i]) {
            if (rule.field == field)
                return i;
        }
    }
    return -1;
}

void ColumnMapping::setField(int column, const QString& field, const QStringList& cellValues, const QString& tag)
{
    const MappingField* description = mappingField(kind, field);
    QString whenEmpty;
    if (description && !description->several) {
        whenEmpty = constants.take(field);
        for (QList<Rule>& rules : columns) {
            for (const Rule& rule : rules) {
                if (rule.field == field && !rule.whenEmpty.isEmpty())
                    whenEmpty = rule.whenEmpty;
            }
            rules.removeIf([&](const Rule& rule) { return rule.field == field; });
        }
    }
    columns[column].clear();
    if (!description)
        return;
    Rule rule{field, {}, {}, whenEmpty, {}};
    if (field == u"flag") {
        rule.values.insert(QStringLiteral("*"), QString());
        for (const QString& value : cellValues) {
            if (saysYes(value))
                rule.values.insert(value, tag);
        }
    }
    columns[column] += rule;
}

ColumnMapping::Rule* ColumnMapping::rule(int column, const QString& field)
{
    if (column < 0 || column >= columns.size())
        return nullptr;
    for (Rule& rule : columns[column]) {
        if (rule.field == field)
            return &rule;
    }
    return nullptr;
}

int ColumnMapping::used() const
{
    return int(
        std::count_if(columns.begin(), columns.end(), [](const QList<Rule>& rules) { return !rules.isEmpty(); }));
}

QStringList ColumnMapping::missing() const
{
    QStringList titles;
    if (columnOf(QStringLiteral("time")) < 0 && columnOf(QStringLiteral("date")) < 0)
        titles += mappingFieldTitle(kind, QStringLiteral("time"));
    const QString second = kind == FileKind::Series ? QStringLiteral("value") : QStringLiteral("title");
    if (columnOf(second) < 0 && (kind == FileKind::Events ? constants.value(second).isEmpty() : true))
        titles += mappingFieldTitle(kind, second);
    return titles;
}

QString mappedFormat(FileKind kind)
{
    return kind == FileKind::Series ? QStringLiteral("series-csv") : QStringLiteral("events-csv");
}

} // namespace tideline
