// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvscan.h"

#include <QString>

#include <csv.h>
#include <string>
#include <string_view>
#include <vector>

namespace tideline {

/// Cuts one record into fields through libcsv, strictly, without trimming blanks. Not to be shared between threads.
class CsvFields
{
public:
    explicit CsvFields(const CsvDialect& dialect);
    ~CsvFields();
    CsvFields(const CsvFields&) = delete;
    CsvFields& operator=(const CsvFields&) = delete;

    /// `record`: UTF-8 without its line end. False: see `fault`.
    bool split(std::string_view record);
    /// The fields of the last record; views live until the next `split`.
    const std::vector<std::string_view>& fields() const { return m_fields; }
    QString fault() const { return m_fault; }
    int faultColumn() const { return m_faultColumn; }

private:
    void start();
    static void addField(void* text, std::size_t length, void* self);
    csv_parser m_parser;
    CsvDialect m_dialect;
    std::string m_store;
    std::vector<std::size_t> m_ends;
    std::vector<std::string_view> m_fields;
    QString m_fault;
    int m_faultColumn = 0;
};

} // namespace tideline
