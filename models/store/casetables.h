// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"
#include "models/store/transaction.h"

namespace tideline {

// The small tables of a case: read whole, written one value at a time. Writers seal what they touch. `remove…` say
// NotFound through the connection's latch.

CaseInfo loadInfo(Database& database);
void saveInfo(const Transaction& transaction, const CaseInfo& info);

std::vector<Annotation> loadAnnotations(Database& database); ///< by creation
void saveAnnotation(const Transaction& transaction, const Annotation& annotation);
void removeAnnotationRow(const Transaction& transaction, const QString& id);

std::vector<Window> loadWindows(Database& database); ///< by time, then name
void saveWindow(const Transaction& transaction, const Window& window);
void removeWindowRow(const Transaction& transaction, const QString& name);

std::vector<Subject> loadSubjects(Database& database); ///< by name
void saveSubject(const Transaction& transaction, const Subject& subject);
void removeSubjectRow(const Transaction& transaction, const QString& name);

std::vector<NamedDocument> loadDocuments(Database& database, const QString& kind); ///< by name
void saveDocument(const Transaction& transaction, const NamedDocument& document);
void removeDocumentRow(const Transaction& transaction, const QString& kind, const QString& name);

std::vector<Rule> loadRules(Database& database); ///< in order
void saveRules(const Transaction& transaction, const std::vector<Rule>& rules);

std::vector<std::vector<Network>> loadNetworks(Database& database); ///< one list a table, in the order they came
QStringList loadNetworkTables(Database& database);                  ///< "NAME of DATE", in the same order
void saveNetworks(const Transaction& transaction, const QString& name, const QString& date,
                  const std::vector<Network>& networks);
/// Stored networks against the digest of their table.
Check checkNetworks(Database& database);

} // namespace tideline
