// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/eventid.h"
#include "models/importers/logs/evereader.h"
#include "models/importers/logs/logevent.h"
#include "models/importers/logs/zeektext.h"

namespace tideline {

namespace {

constexpr TitlePattern titles[] = {
    {"alert", "{alert.signature}"},
    {"http", "{http.http_method} {http.hostname}{http.url}"},
    {"tls", "{tls.sni}"},
    {"tls", "{tls.subject}"},
    {"ssh", "{ssh.client.software_version} → {ssh.server.software_version}"},
    {"fileinfo", "{fileinfo.filename}"},
    {"anomaly", "{anomaly.event}"},
    {"smtp", "{smtp.mail_from} → {smtp.rcpt_to}"},
    {"ftp", "{ftp.command} {ftp.command_data}"},
    {"smb", "{smb.command} {smb.filename}"},
    {"dhcp", "{dhcp.type} {dhcp.hostname} {dhcp.assigned_ip}"},
    {"krb5", "{krb5.msg_type} {krb5.cname} {krb5.sname}"},
    {"tftp", "{tftp.packet} {tftp.file}"},
    {"rdp", "{rdp.event_type} {rdp.cookie}"},
    {"snmp", "{snmp.pdu_type} {snmp.community}"},
    {"sip", "{sip.request_line}"},
    {"quic", "{quic.sni}"},
    {"drop", "{drop.reason}"},
    {"", "{alert.signature}"},
};

struct Part
{
    std::string prefix;
    std::string_view text;
};

void join(std::string& list, const JsonField& element)
{
    std::string plain;
    assignPlain(plain, element.text);
    list += (list.empty() ? "" : ", ") + plain;
}

/// Every member of an object as "outer.inner"; what is nested is left in `parts` for later.
class Flattener
{
public:
    explicit Flattener(Event& event) : m_event(event) {}
    void member(const std::string& prefix, const JsonField& field)
    {
        std::string key = prefix + std::string(field.key);
        if (field.type == JsonField::Type::Nested) {
            m_parts.push_back({std::move(key), field.text});
        } else if (field.type != JsonField::Type::Null) {
            assignPlain(m_text, field.text);
            addExtra(m_event, key, m_text);
        }
    }
    std::string rest(JsonLines& lines)
    {
        std::string fault;
        for (std::size_t i = 0; i < m_parts.size() && fault.empty(); ++i) {
            if (m_parts.size() > std::size_t(limits::columns))
                return "more than 2,000 nested objects";
            const Part part = m_parts[i];
            std::string list;
            const bool isList = part.text.starts_with('[');
            fault = lines.nested(part.text, [&](const JsonField& field) {
                if (isList)
                    join(list, field);
                else
                    member(part.prefix + ".", field);
                return true;
            });
            addExtra(m_event, part.prefix, list);
        }
        return fault;
    }

private:
    Event& m_event;
    std::vector<Part> m_parts;
    std::string m_text;
};

} // namespace

std::string eveEvent(EveRecord& record, JsonLines& lines, std::string_view line, qint64 number, ParsedBlock& out)
{
    Micros at = 0;
    if (std::string fault = record.time(at); !fault.empty())
        return fault;
    if (!record.hasPeers())
        return "a record of " + std::string(record.type()).substr(0, 60) + " without addresses";
    Event event;
    event.time = momentOf(at, record.timeText());
    std::string type;
    assignPlain(type, record.type());
    Flattener flat(event);
    std::string fault = lines.fields(line, [&](const JsonField& field) {
        if (field.key != "timestamp" && field.key != "event_type")
            flat.member({}, field);
        return true;
    });
    if (fault.empty())
        fault = flat.rest(lines);
    if (!fault.empty())
        return fault;
    event.category = toQString(type);
    event.subtype = event.extra.value(type == "alert"     ? QStringLiteral("alert.category")
                                      : type == "anomaly" ? QStringLiteral("anomaly.type")
                                                          : QString());
    event.title = eventTitle(
        event, type, titles, std::size(titles),
        {QStringLiteral("src_ip"), QStringLiteral("src_port"), QStringLiteral("dest_ip"), QStringLiteral("dest_port")});
    event.record = number;
    event.id = derivedEventId(event);
    out.events.push_back(std::move(event));
    return {};
}

} // namespace tideline
