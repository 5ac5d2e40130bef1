// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/dnsmessage.h"

#include "models/importers/captures/bytecursor.h"

namespace tideline {

namespace {

constexpr std::size_t headerSize = 12;
constexpr std::size_t nameLimit = 255;
constexpr int pointerLimit = 64;
constexpr std::uint16_t questionLimit = 64;
constexpr std::size_t answersLimit = 4096;

void addEscaped(std::string& text, std::string_view bytes, bool inName)
{
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte > 0x20 && byte < 0x7F && byte != '\\' && !(inName && byte == '.');
        if (plain || (!inName && byte == ' ')) {
            text += c;
        } else {
            constexpr char hex[] = "0123456789abcdef";
            text += {'\\', 'x', hex[byte >> 4], hex[byte & 15]};
        }
    }
}

class MessageReader
{
public:
    explicit MessageReader(std::string_view bytes) : m_bytes(bytes), m_cursor(bytes) {}

    const char* read(DnsMessage& message);

private:
    const char* name(std::string& text) { return nameAt(m_cursor, text); }
    const char* nameAt(ByteCursor& cursor, std::string& text) const;
    const char* question(DnsMessage& message);
    const char* answer(std::string& text);
    const char* data(std::uint16_t type, std::size_t length, std::string& text);

    std::string_view m_bytes;
    ByteCursor m_cursor;
};

const char* MessageReader::nameAt(ByteCursor& start, std::string& text) const
{
    text.clear();
    std::size_t length = 0, before = start.at();
    bool jumped = false;
    ByteCursor far(m_bytes);
    for (int pointers = 0;;) {
        ByteCursor& cursor = jumped ? far : start;
        const std::uint8_t label = cursor.u8();
        if (!cursor.ok())
            return "a name runs over the end of the DNS message";
        if (label == 0) {
            if (text.empty())
                text += '.';
            return nullptr;
        }
        if ((label & 0xC0) == 0xC0) {
            const std::size_t target = (std::size_t(label & 0x3F) << 8) | cursor.u8();
            if (!cursor.ok() || target >= before || target < headerSize || ++pointers > pointerLimit)
                return "a name in the DNS message points where it must not (a loop, or forwards)";
            before = target;
            far = ByteCursor(m_bytes);
            far.skip(target);
            jumped = true;
            continue;
        }
        if (label & 0xC0)
            return "a label of over 63 bytes in the DNS message";
        const std::string_view bytes = cursor.take(label);
        length += bytes.size() + 1;
        if (!cursor.ok())
            return "a name runs over the end of the DNS message";
        if (length + 1 > nameLimit)
            return "a name of over 255 bytes in the DNS message";
        if (!text.empty())
            text += '.';
        addEscaped(text, bytes, true);
    }
}

const char* MessageReader::question(DnsMessage& message)
{
    DnsMessage::Question question;
    if (const char* why = name(question.name))
        return why;
    question.type = m_cursor.u16();
    m_cursor.u16();
    if (!m_cursor.ok())
        return "the DNS message ends inside a question";
    message.questions.push_back(std::move(question));
    return nullptr;
}

/// What an answer says, by its type.
const char* MessageReader::data(std::uint16_t type, std::size_t length, std::string& text)
{
    enum : std::uint16_t {
        a = 1,
        ns = 2,
        cname = 5,
        soa = 6,
        ptr = 12,
        mx = 15,
        txt = 16,
        aaaa = 28,
        srv = 33,
        dname = 39
    };
    const std::size_t end = m_cursor.at() + length;
    const char* why = nullptr;
    if (m_cursor.left() < length)
        return "the DNS message ends inside an answer";
    const std::string_view raw = m_cursor.rest().substr(0, length);
    ByteCursor inner(m_bytes.substr(0, end)); // no answer reads on into the next
    inner.skip(m_cursor.at());
    const auto names = [&](std::initializer_list<int> numbers, int count) {
        for ([[maybe_unused]] const int number : numbers)
            text.append(std::to_string(inner.u16())).append(1, ' ');
        std::string one;
        for (int i = 0; i < count && !why; ++i) {
            why = nameAt(inner, one);
            if (i > 0)
                text += ' ';
            text += one;
        }
    };
    switch (type) {
    case a:
    case aaaa:
        if (length != (type == a ? 4u : 16u))
            return "an address of the wrong length in the DNS message";
        text = (type == a ? inner.v4() : inner.v6()).toString().toStdString();
        break;
    case ns:
    case cname:
    case ptr:
    case dname:
        names({}, 1);
        break;
    case mx:
        names({1}, 1);
        break;
    case srv:
        names({1, 2, 3}, 1);
        break;
    case soa:
        names({}, 2);
        break;
    case txt:
        for (ByteCursor strings(raw); strings.left() > 0;) {
            const std::string_view piece = strings.take(strings.u8());
            if (!strings.ok())
                return "a text runs over the end of its answer in the DNS message";
            addEscaped(text, piece, false);
        }
        break;
    default:
        text = dnsTypeName(type).append(" (").append(std::to_string(length)).append(" bytes)");
    }
    m_cursor.skip(length);
    return why ? why : inner.ok() ? nullptr : "an answer in the DNS message is too short";
}

const char* MessageReader::answer(std::string& text)
{
    std::string owner;
    if (const char* why = name(owner))
        return why;
    const std::uint16_t type = m_cursor.u16();
    m_cursor.skip(6); // class and time to live
    const std::uint16_t length = m_cursor.u16();
    return m_cursor.ok() ? data(type, length, text) : "the DNS message ends inside an answer";
}

const char* MessageReader::read(DnsMessage& message)
{
    message.id = m_cursor.u16();
    const std::uint16_t flags = m_cursor.u16();
    const std::uint16_t questions = m_cursor.u16(), answers = m_cursor.u16();
    m_cursor.skip(4);
    if (!m_cursor.ok())
        return "too short for a DNS message";
    message.isAnswer = flags & 0x8000;
    message.outcome = flags & 15;
    if (questions > questionLimit)
        return "too many questions in the DNS message";
    for (std::uint16_t i = 0; i < questions; ++i) {
        if (const char* why = question(message))
            return why;
    }
    for (std::uint16_t i = 0; i < answers; ++i) {
        std::string text;
        if (const char* why = answer(text))
            return why;
        const bool full = message.answers.size() + text.size() > answersLimit;
        if (!message.answers.empty())
            message.answers += ", ";
        message.answers += full ? "…" : text;
        if (full)
            break;
    }
    return nullptr;
}

struct TypeName
{
    std::uint16_t type;
    const char* name;
};
constexpr TypeName typeNames[] = {
    {1, "A"},      {2, "NS"},      {5, "CNAME"},  {6, "SOA"},    {10, "NULL"}, {12, "PTR"},   {13, "HINFO"},
    {15, "MX"},    {16, "TXT"},    {17, "RP"},    {25, "KEY"},   {28, "AAAA"}, {29, "LOC"},   {33, "SRV"},
    {35, "NAPTR"}, {37, "CERT"},   {39, "DNAME"}, {41, "OPT"},   {43, "DS"},   {44, "SSHFP"}, {46, "RRSIG"},
    {47, "NSEC"},  {48, "DNSKEY"}, {50, "NSEC3"}, {52, "TLSA"},  {64, "SVCB"}, {65, "HTTPS"}, {99, "SPF"},
    {249, "TKEY"}, {250, "TSIG"},  {251, "IXFR"}, {252, "AXFR"}, {255, "ANY"}, {257, "CAA"},
};
constexpr const char* outcomeNames[] = {"NOERROR",  "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED",
                                        "YXDOMAIN", "YXRRSET", "NXRRSET",  "NOTAUTH",  "NOTZONE"};

} // namespace

const char* parseDns(std::string_view bytes, DnsMessage& message)
{
    message = {};
    return MessageReader(bytes).read(message);
}

std::string dnsTypeName(std::uint16_t type)
{
    for (const TypeName& one : typeNames) {
        if (one.type == type)
            return one.name;
    }
    return std::string("TYPE").append(std::to_string(type));
}

std::string dnsOutcomeName(int outcome)
{
    if (outcome >= 0 && outcome < int(std::size(outcomeNames)))
        return outcomeNames[outcome];
    return std::string("RCODE").append(std::to_string(outcome));
}

} // namespace tideline
