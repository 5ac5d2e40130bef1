// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/timelines/tabletext.h"

namespace tideline {

/// A JSON array of flat objects: a row each, their keys the columns. Read as the CSV of the same columns would be.
class JsonTableReader : public TableReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);

protected:
    Result<Table> table(std::string_view bytes) const override;
};

} // namespace tideline
