// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/netflowdecoder.h"

#include "models/core/counted.h"
#include "models/importers/captures/bytecursor.h"
#include "models/importers/problems.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr std::size_t setHeader = 4;
constexpr std::uint16_t variable = 0xFFFF;
constexpr std::size_t shownBytes = 256;

} // namespace

NetflowDecoder::Key NetflowDecoder::keyOf(const Context& context, std::uint16_t id) const
{
    return {context.sender, context.header.version, context.header.source, id};
}

void NetflowDecoder::reject(const Context& context, const QString& reason, std::string_view bytes, Output& out)
{
    ++out.block.read;
    addProblem(out.block, qint64(context.number), 0, reason, bytes.substr(0, shownBytes));
}

void NetflowDecoder::datagram(std::string_view bytes, const std::string& sender, std::uint64_t number, bool numberRows,
                              Output& out)
{
    Context context;
    context.sender = sender;
    context.number = number;
    context.numberRows = numberRows;
    const auto header = readNetflowHeader(bytes);
    if (!header)
        return reject(context, QStringLiteral("no header of NetFlow v5, v9 or IPFIX; what follows it cannot be read"),
                      bytes, out);
    context.header = *header;
    const std::string id = header->version == 5
                               ? std::to_string(header->source >> 8) + "/" + std::to_string(header->source & 0xFF)
                               : std::to_string(header->source);
    if (!sender.empty())
        context.exporter = header->source == 0 ? sender : sender + "/" + id;
    else
        context.exporter = (header->version == 5 ? "engine " : "source ") + id;
    if (header->version != 5) {
        const std::size_t end =
            header->version == 10 ? std::min<std::size_t>(header->count, bytes.size()) : bytes.size();
        if (header->version == 10 && header->count != bytes.size())
            reject(context,
                   QStringLiteral("the datagram should have %1 and has %2")
                       .arg(counted(header->count, "byte"))
                       .arg(bytes.size()),
                   bytes, out);
        return sets(context, bytes.substr(header->size, end - std::min(end, header->size)), out);
    }
    const std::string_view body = bytes.substr(header->size);
    const std::size_t size = netflow5Template().shortest;
    records(context, netflow5Template(), body.substr(0, std::min(body.size(), header->count * size)), out);
    if (body.size() != header->count * size)
        reject(context,
               QStringLiteral("the datagram should hold %1 and holds %2")
                   .arg(counted(header->count, "record"))
                   .arg(double(body.size()) / double(size), 0, 'g', 4),
               body.substr(std::min(body.size(), header->count * size)), out);
}

void NetflowDecoder::sets(const Context& context, std::string_view bytes, Output& out)
{
    ByteCursor cursor(bytes);
    while (cursor.left() >= setHeader) {
        const std::string_view here = cursor.rest();
        const std::uint16_t id = cursor.u16(), length = cursor.u16();
        if (length < setHeader)
            return reject(context, QStringLiteral("set %1 has an impossible length of %2").arg(id).arg(length), here,
                          out);
        const std::string_view set = cursor.take(length - setHeader);
        if (!cursor.ok())
            return reject(context,
                          QStringLiteral("set %1 should have %2 bytes and the datagram ends after %3; it is cut off")
                              .arg(id)
                              .arg(length)
                              .arg(here.size()),
                          here, out);
        const bool v9 = context.header.version == 9;
        constexpr std::uint16_t firstData = 256;
        if (id >= firstData)
            data(context, id, set, out);
        else if (id == (v9 ? 0 : 2) || id == (v9 ? 1 : 3))
            templates(context, set, id == (v9 ? 1 : 3), out);
        else
            reject(context, QStringLiteral("set %1 is of an unknown kind").arg(id), here.substr(0, length), out);
    }
}

bool NetflowDecoder::readFields(const Context& context, ByteCursor& cursor, std::size_t count,
                                NetflowTemplate& made) const
{
    constexpr std::uint16_t enterpriseBit = 0x8000;
    if (count > limits::netflowFields)
        return false;
    for (std::size_t i = 0; i < count; ++i) {
        NetflowField field{cursor.u16(), cursor.u16()};
        if (context.header.version == 10 && (field.id & enterpriseBit)) {
            field.id &= 0x7FFF;
            field.enterprise = cursor.u32();
        }
        if (!cursor.ok())
            return false;
        made.shortest += context.header.version == 10 && field.length == variable ? 1 : field.length;
        made.fields.push_back(field);
    }
    return true;
}

void NetflowDecoder::templates(const Context& context, std::string_view set, bool options, Output& out)
{
    const bool v9 = context.header.version == 9;
    const std::size_t least = options ? 6 : 4;
    ByteCursor cursor(set);
    while (cursor.left() >= least) {
        const std::uint16_t id = cursor.u16();
        std::size_t count = cursor.u16();
        if (id == 0 && count == 0)
            return;              // padding
        if (!v9 && count == 0) { // withdrawn
            m_templates.erase(keyOf(context, id));
            continue;
        }
        if (options) {
            const std::size_t second = cursor.u16();
            count = v9 ? (count + second) / 4 : count; // v9 counts bytes, IPFIX fields
        }
        NetflowTemplate made;
        made.options = options;
        if (!readFields(context, cursor, count, made))
            return reject(
                context,
                QStringLiteral("template %1 is cut off or has over %2 fields").arg(id).arg(limits::netflowFields), set,
                out);
        if (made.shortest == 0)
            reject(context, QStringLiteral("template %1 describes records without any bytes").arg(id), set, out);
        else
            learn(context, id, std::move(made), out);
    }
}

void NetflowDecoder::learn(const Context& context, std::uint16_t id, NetflowTemplate&& made, Output& out)
{
    const Key key = keyOf(context, id);
    if (m_templates.size() >= limits::netflowTemplates && !m_templates.contains(key))
        return reject(context, QStringLiteral("more than %1 templates").arg(limits::netflowTemplates), {}, out);
    const NetflowTemplate& layout = m_templates[key] = std::move(made);
    m_inherited.erase(key);
    const auto waited = m_waiting.extract(key);
    if (waited.empty())
        return;
    for (const Waiting& waiting : waited.mapped()) {
        m_waitingBytes -= waiting.bytes.size();
        --m_waitingSets;
        records(waiting.context, layout, waiting.bytes, out);
    }
}

void NetflowDecoder::data(const Context& context, std::uint16_t id, std::string_view set, Output& out)
{
    const Key key = keyOf(context, id);
    if (const auto layout = m_templates.find(key); layout != m_templates.end()) {
        const std::uint64_t before = m_rows;
        records(context, layout->second, set, out);
        m_byInherited += m_inherited.contains(key) ? m_rows - before : 0;
    } else
        wait(context, id, set, out);
}

void NetflowDecoder::wait(const Context& context, std::uint16_t id, std::string_view set, Output& out)
{
    Waiting waiting{context, id, std::string(set)};
    if (m_waitingBytes + set.size() > limits::netflowWaiting || m_waitingSets >= limits::netflowWaitingSets)
        return unresolved(waiting, out);
    m_waitingBytes += set.size();
    ++m_waitingSets;
    m_waiting[keyOf(context, id)].push_back(std::move(waiting));
}

void NetflowDecoder::unresolved(const Waiting& waiting, Output& out) const
{
    reject(waiting.context,
           QStringLiteral("no template %1 from %2 in this file, so %3 of its records cannot be read; import the "
                          "file together with that which has the templates: both in one zip archive in the order of "
                          "time, or one behind the other in a single file")
               .arg(waiting.id)
               .arg(QString::fromStdString(waiting.context.exporter))
               .arg(counted(qint64(waiting.bytes.size()), "byte")),
           waiting.bytes, out);
}

bool NetflowDecoder::record(const NetflowTemplate& layout, ByteCursor& cursor, NetflowRow& row) const
{
    for (const NetflowField& field : layout.fields) {
        std::size_t length = field.length;
        if (length == variable) {
            length = cursor.u8();
            if (length == 255)
                length = cursor.u16();
        }
        const std::string_view value = cursor.take(length);
        if (!cursor.ok())
            return false;
        row.set(field, value);
    }
    return true;
}

void NetflowDecoder::records(const Context& context, const NetflowTemplate& layout, std::string_view set, Output& out)
{
    ByteCursor cursor(set);
    while (cursor.left() >= layout.shortest) { // less is padding
        const std::string_view here = cursor.rest();
        NetflowRow row(context.header);
        if (!record(layout, cursor, row))
            return reject(context, QStringLiteral("the datagram ends inside a record"), here, out);
        if (layout.options) {
            ++m_options;
            if (row.sampling() > 0)
                m_rates.learn(context.exporter, row.sampler(), row.sampling());
        } else
            take(context, row, here.substr(0, here.size() - cursor.left()), out);
    }
}

void NetflowDecoder::take(const Context& context, NetflowRow& row, std::string_view bytes, Output& out)
{
    ++m_rows;
    if (const char* why = row.finish())
        return reject(context, QString::fromLatin1(why), bytes, out);
    ++out.block.read;
    m_untimed += row.untimed();
    FlowRow flow = row.row();
    const bool isV5 = context.header.version == 5;
    const std::uint64_t own = isV5 ? std::max(context.header.sampling, 1U) : row.sampling();
    m_rates.apply(context.exporter, row.sampler(), own, flow);
    flow.exporter = context.exporter;
    out.flows.append(flow, context.numberRows ? m_rows : context.number);
}

void NetflowDecoder::continueFrom(const NetflowDecoder& before)
{
    m_templates = before.m_templates;
    for (const auto& [key, layout] : m_templates)
        m_inherited.insert(key);
    m_rates.learnFrom(before.m_rates);
}

void NetflowDecoder::finish(Output& out)
{
    std::vector<const Waiting*> all;
    for (const auto& [key, sets] : m_waiting) {
        for (const Waiting& waiting : sets)
            all.push_back(&waiting);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Waiting* a, const Waiting* b) { return a->context.number < b->context.number; });
    for (const Waiting* waiting : all)
        unresolved(*waiting, out);
    m_waiting.clear();
    m_waitingBytes = m_waitingSets = 0;
}

QStringList NetflowDecoder::notes() const
{
    QStringList notes;
    m_rates.addNotes(notes);
    if (m_byInherited > 0)
        notes << QStringLiteral("%1 read by templates of the files before this one in the archive")
                     .arg(counted(qint64(m_byInherited), "record was", "records were"));
    if (m_options > 0)
        notes << QStringLiteral("%1 (about the exporter, not flows) %2 skipped")
                     .arg(counted(qint64(m_options), "option record"), wasOrWere(qint64(m_options)));
    if (m_untimed > 0)
        notes << QStringLiteral("%1: the time of export stands for it")
                     .arg(counted(qint64(m_untimed), "record carries no time of its own",
                                  "records carry no time of their own"));
    return notes;
}

} // namespace tideline
