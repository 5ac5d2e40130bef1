// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>

class QDialog;
class QFrame;
class QHBoxLayout;
class QVBoxLayout;

namespace tideline {

/// The small parts that all dialogs are put together from. Texts are never read as markup, whatever the data say.

/// `role`: "dim", "heading", "title", "figure" of the style sheet; null = body.
QLabel* plainLabel(const QString& text, const char* role = nullptr);
QLabel* wrappedLabel(const QString& text, const char* role = nullptr);
/// A coloured word: "good", "warning", "danger", "neutral", "simulated".
QLabel* badgeLabel(const QString& text, const char* kind);
void setBadge(QLabel* label, const QString& text, const char* kind);
/// A label that names a field: the label's text is the field's accessible name as well.
QLabel* fieldLabel(const QString& text, QWidget* field);
/// Says under a field what is wrong with it; hidden while nothing is.
QLabel* problemLabel();
void setProblem(QLabel* label, const QString& problem);

QFrame* card();
QPushButton* primaryButton(const QString& text);
/// Sets a property that the style sheet looks at, and repaints.
void setStyleProperty(QWidget* widget, const char* name, const QVariant& value);

/// The lower edge of every dialog: buttons at the right, the primary one last.
QHBoxLayout* buttonRow(QDialog* dialog, QPushButton* primary, const QString& cancel = {});
/// Room around a dialog's content.
void setDialogMargins(QVBoxLayout* layout);

} // namespace tideline
