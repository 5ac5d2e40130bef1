// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/sanctions/xmllist.h"

namespace tideline {

/// The consolidated list of the United Nations Security Council as XML, both layouts of its dates. An entity's name is
/// its FIRST_NAME; a person's are up to four. Programmes are the UN_LIST_TYPE; ids are "un:" and the reference number.
class UnListReader : public XmlList
{
public:
    UnListReader();
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void record(const XmlNode& node, ParsedBlock& list) override;
};

} // namespace tideline
