// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/zeekevent.h"

#include "models/core/timetext.h"
#include "models/importers/eventid.h"
#include "models/importers/logs/logevent.h"
#include "models/importers/logs/zeektext.h"

namespace tideline {

namespace {

constexpr TitlePattern titles[] = {
    {"notice", "{msg}"},
    {"weird", "{name} {addl}"},
    {"http", "{method} {host}{uri}"},
    {"ssl", "{server_name}"},
    {"ssl", "{subject}"},
    {"files", "{filename} {mime_type} {source}"},
    {"x509", "{certificate.subject}"},
    {"ssh", "{client} → {server}"},
    {"rdp", "{cookie} {result}"},
    {"ftp", "{command} {arg}"},
    {"smtp", "{mailfrom} → {rcptto} {subject}"},
    {"dhcp", "{host_name} {assigned_addr}"},
    {"intel", "{seen.indicator}"},
    {"kerberos", "{request_type} {client} {service}"},
    {"ntlm", "{domainname} {username} {hostname}"},
    {"smb_files", "{action} {path} {name}"},
    {"smb_mapping", "{path}"},
    {"dce_rpc", "{endpoint} {operation}"},
    {"pe", "{machine} {os}"},
    {"tunnel", "{tunnel_type} {action}"},
    {"software", "{software_type} {name} {unparsed_version}"},
    {"known_services", "{host} {port_num} {service}"},
    {"known_hosts", "{host}"},
    {"capture_loss", "{percent_lost} % lost by {peer}"},
    {"packet_filter", "{filter}"},
    {"stats", "{pkts_proc} packets by {peer}"},
    {"", "{msg}"},
    {"", "{message}"},
    {"", "{name}"},
    {"", "{query}"},
};

/// "2020-09-08T04:10:05.500000Z" without what is not known better: whole seconds have no fraction.
std::string isoText(Micros at)
{
    std::string text = isoUtc(at).toStdString();
    if (at % microsPerSecond == 0 && text.size() > 8)
        text.erase(text.size() - 8, 7);
    return text;
}

} // namespace

void ZeekEventRow::clear()
{
    m_event = {};
    m_path = m_usualPath;
    m_hasTime = false;
}

bool ZeekEventRow::setTime(std::string_view text)
{
    Micros at = 0;
    m_hasTime = zeekTime(text, m_clock, at) && at >= earliestTime && at < latestTime - microsPerSecond;
    if (m_hasTime) {
        m_event.time = momentOf(at, text);
        m_nearEpoch = m_nearEpoch || at < 365 * microsPerDay;
    }
    return m_hasTime;
}

void ZeekEventRow::setTyped(std::string_view name, std::string_view type, std::string_view text,
                            std::string_view setSeparator)
{
    const bool many = type.starts_with("set[") || type.starts_with("vector[");
    if (many)
        type = type.substr(type.find('[') + 1, type.size() - type.find('[') - 2);
    const auto one = [&](std::string_view value) {
        Micros at = 0;
        if (type == "bool" && (value == "T" || value == "F"))
            m_part = value == "T" ? "true" : "false";
        else if (type == "interval" || type == "double")
            m_part = shortNumber(value);
        else if (type == "time" && parseEpoch(value, at))
            m_part = isoText(at);
        else
            assignUnescaped(m_part, value);
    };
    m_text.clear();
    while (many && !setSeparator.empty()) {
        const std::size_t end = text.find(setSeparator);
        one(text.substr(0, end));
        m_text += m_part;
        if (end == std::string_view::npos)
            break;
        m_text += ", ";
        text.remove_prefix(end + setSeparator.size());
    }
    if (!many || setSeparator.empty()) {
        one(text);
        m_text = m_part;
    }
    addExtra(m_event, name, m_text);
}

bool ZeekEventRow::setJson(std::string_view name, const JsonField& member, JsonLines& lines)
{
    const QString key = toQString(name);
    if (m_event.extra.contains(key))
        return false;
    const auto one = [this](const JsonField& value) {
        Micros at = 0;
        if (value.type == JsonField::Type::Number)
            m_part = shortNumber(value.text);
        else if (value.type == JsonField::Type::String && value.text.size() > 19 && value.text[10] == 'T' &&
                 value.text.back() == 'Z' && zeekTime(value.text, m_clock, at))
            m_part = isoText(at);
        else
            assignPlain(m_part, value.text);
    };
    if (member.type == JsonField::Type::Nested && member.text.starts_with('[')) {
        m_text.clear();
        bool first = true;
        (void)lines.nested(member.text, [&](const JsonField& element) {
            one(element);
            m_text += (first ? "" : ", ") + m_part;
            first = false;
            return true;
        });
    } else {
        one(member);
        m_text = m_part;
    }
    addExtra(m_event, name, m_text);
    return true;
}

bool ZeekEventRow::finish(ParsedBlock& out, qint64 number)
{
    if (!m_hasTime)
        return false;
    std::string path;
    assignPlain(path, m_path);
    m_event.category = QStringLiteral("zeek ") + toQString(path);
    m_event.title = eventTitle(m_event, path, titles, std::size(titles),
                               {QStringLiteral("id.orig_h"), QStringLiteral("id.orig_p"), QStringLiteral("id.resp_h"),
                                QStringLiteral("id.resp_p")});
    if (m_path == "notice")
        m_event.subtype = m_event.extra.value(QStringLiteral("note"));
    m_event.record = number;
    m_event.id = derivedEventId(m_event);
    out.events.push_back(std::move(m_event));
    return true;
}

void ZeekEventRow::note(ParsedBlock& out) const
{
    if (m_nearEpoch)
        out.notes << QStringLiteral("times near 1970: most likely relative to the start of the capture, not dates");
}

} // namespace tideline
