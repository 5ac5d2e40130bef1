// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace tideline {

/// Writes one note: Markdown and tags. Ctrl+Enter keeps it, Esc leaves it as it was.
class NoteEditor : public QWidget
{
    Q_OBJECT

public:
    explicit NoteEditor(QWidget* parent = nullptr);

    void edit(const Annotation& annotation, const QString& about, bool tagsFirst = false);

signals:
    void kept(const tideline::Annotation& annotation);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void keep();

    Annotation m_annotation;
    QLabel* m_about;
    QPlainTextEdit* m_text;
    QLineEdit* m_tags;
};

} // namespace tideline
