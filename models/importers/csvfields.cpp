// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/csvfields.h"

#include "models/importers/limits.h"
#include "models/importers/problems.h"

#include <cstdlib>

namespace tideline {

namespace {

int isBlank(unsigned char)
{
    return 0; // libcsv would trim blanks, which are evidence
}

int isLineEnd(unsigned char)
{
    return 0; // records are cut already; what line ends are left stand inside quotes
}

void* cappedRealloc(void* memory, std::size_t size)
{
    return size > limits::field + 1 ? nullptr : std::realloc(memory, size);
}

} // namespace

CsvFields::CsvFields(const CsvDialect& dialect) : m_dialect(dialect)
{
    start();
}

CsvFields::~CsvFields()
{
    csv_free(&m_parser);
}

void CsvFields::start()
{
    unsigned char options = CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL | CSV_EMPTY_IS_NULL;
    if (m_dialect.quotes == Quotes::Strict)
        options |= CSV_STRICT;
    csv_init(&m_parser, options);
    csv_set_delim(&m_parser, static_cast<unsigned char>(m_dialect.delimiter));
    if (m_dialect.quotes == Quotes::None)
        csv_set_quote(&m_parser, 0); // NUL never gets here
    csv_set_space_func(&m_parser, isBlank);
    csv_set_term_func(&m_parser, isLineEnd);
    csv_set_realloc_func(&m_parser, cappedRealloc);
    csv_set_blk_size(&m_parser, 4096);
}

void CsvFields::addField(void* text, std::size_t length, void* self)
{
    auto& fields = *static_cast<CsvFields*>(self);
    if (text)
        fields.m_store.append(static_cast<const char*>(text), length);
    fields.m_ends.push_back(fields.m_store.size());
}

bool CsvFields::split(std::string_view record)
{
    m_store.clear();
    m_ends.clear();
    m_fields.clear();
    m_fault.clear();
    m_faultColumn = 0;
    if (record.find('\0') != std::string_view::npos) {
        m_fault = QStringLiteral("the row holds a NUL byte; the file may be UTF-16 (set encoding) or damaged");
        return false;
    }
    if (const std::size_t bad = firstBadUtf8(record); bad != std::string_view::npos) {
        m_fault = badUtf8Reason(record, bad);
        return false;
    }
    const auto endOfRow = [](int, void*) {};
    const std::size_t done = csv_parse(&m_parser, record.data(), record.size(), addField, endOfRow, this);
    bool good = done == record.size();
    const bool unclosed = good && csv_fini(&m_parser, addField, endOfRow, this) != 0;
    good = good && !unclosed;
    if (!good) {
        const int error = csv_error(&m_parser);
        m_faultColumn = int(m_ends.size()) + 1;
        if (unclosed)
            m_fault = QStringLiteral("a quoted field is not closed: add the quote, or set quotes to lax or none");
        else if (error == CSV_EPARSE)
            m_fault = QStringLiteral("a stray quote at position %1 of the row: double it, or set quotes to lax or none")
                          .arg(done + 1);
        else
            m_fault = QStringLiteral("a field of over 1 MiB");
        csv_free(&m_parser);
        start();
        return false;
    }
    std::size_t from = 0;
    for (const std::size_t end : m_ends) {
        m_fields.emplace_back(m_store.data() + from, end - from);
        from = end;
    }
    return true;
}

} // namespace tideline
