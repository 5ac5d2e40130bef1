// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/zeekdnsrow.h"

#include "models/importers/logs/zeektext.h"

namespace tideline {

namespace {

constexpr std::string_view names[] = {"ts",    "id.orig_h", "id.orig_p",  "id.resp_h", "id.resp_p",  "proto",
                                      "query", "qtype",     "qtype_name", "rcode",     "rcode_name", "answers"};

constexpr unsigned bit(ZeekDnsField field)
{
    return 1u << unsigned(field);
}

} // namespace

std::optional<ZeekDnsField> zeekDnsFieldFromName(std::string_view name)
{
    for (std::size_t i = 0; i < std::size(names); ++i) {
        if (name == names[i])
            return ZeekDnsField(i);
    }
    return std::nullopt;
}

const char* zeekDnsFieldName(ZeekDnsField field)
{
    return names[std::size_t(field)].data();
}

std::string dnsOutcome(std::uint16_t code)
{
    constexpr const char* known[] = {"NOERROR",  "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED",
                                     "YXDOMAIN", "YXRRSET", "NXRRSET",  "NOTAUTH",  "NOTZONE"};
    return code < std::size(known) ? known[code] : "RCODE" + std::to_string(code);
}

void ZeekDnsRow::clear()
{
    m_row = {};
    m_seen = 0;
}

const char* ZeekDnsRow::set(ZeekDnsField field, std::string_view text, bool escaped)
{
    m_seen |= bit(field);
    const auto assign = [escaped, text](std::string& to) {
        escaped ? assignUnescaped(to, text) : assignPlain(to, text);
        return nullptr;
    };
    switch (field) {
    case ZeekDnsField::Ts:
        return zeekTime(text, m_clock, m_row.at) ? nullptr : "time";
    case ZeekDnsField::OrigHost:
        return parseAddress(text, m_row.client) ? nullptr : "address";
    case ZeekDnsField::RespHost:
        return parseAddress(text, m_row.server) ? nullptr : "address";
    case ZeekDnsField::OrigPort:
        return parseUnsigned(text, m_row.clientPort) ? nullptr : "port";
    case ZeekDnsField::RespPort:
        return parseUnsigned(text, m_row.serverPort) ? nullptr : "port";
    case ZeekDnsField::Proto: {
        const int protocol = protocolFromName(text);
        m_row.protocol = std::uint8_t(protocol < 0 ? 0 : protocol);
        return nullptr;
    }
    case ZeekDnsField::Query:
        return assign(m_row.query);
    case ZeekDnsField::TypeName:
        return assign(m_row.type);
    case ZeekDnsField::CodeName:
        return assign(m_row.outcome);
    case ZeekDnsField::TypeNumber:
        return parseUnsigned(text, m_type) ? nullptr : "query type";
    case ZeekDnsField::CodeNumber:
        return parseUnsigned(text, m_code) ? nullptr : "response code";
    case ZeekDnsField::Answers:
        addAnswer(text, escaped);
        return nullptr;
    }
    return nullptr;
}

void ZeekDnsRow::addAnswer(std::string_view text, bool escaped)
{
    escaped ? assignUnescaped(m_answer, text) : assignPlain(m_answer, text);
    if (!m_row.answers.empty())
        m_row.answers += ", ";
    m_row.answers += m_answer;
}

const char* ZeekDnsRow::finish(std::uint64_t record)
{
    for (const ZeekDnsField field : {ZeekDnsField::Ts, ZeekDnsField::OrigHost, ZeekDnsField::RespHost}) {
        if (!(m_seen & bit(field)))
            return zeekDnsFieldName(field);
    }
    if (m_row.query.size() > 1 && m_row.query.back() == '.')
        m_row.query.pop_back();
    if (m_row.type.empty() && m_seen & bit(ZeekDnsField::TypeNumber))
        m_row.type = "TYPE" + std::to_string(m_type);
    if (m_row.outcome.empty() && m_seen & bit(ZeekDnsField::CodeNumber))
        m_row.outcome = dnsOutcome(m_code);
    m_row.record = record;
    return nullptr;
}

} // namespace tideline
