// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/subjectform.h"

#include "models/core/timetext.h"
#include "widgets/dialogs/recordtable.h"
#include "widgets/dialogs/windowsdialog.h"
#include "widgets/dialogs/zonecombo.h"
#include "widgets/theme/parts.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QToolButton>

namespace tideline {

namespace {

QString memberProblem(const QString& text)
{
    if (memberFromText(text))
        return {};
    return text.isEmpty() ? SubjectForm::tr("A prefix or an AS number is needed")
                          : SubjectForm::tr("“%1” is no prefix and no AS number").arg(text);
}

/// Dates of members are days in UTC, or open.
QString dateProblem(const QString& text)
{
    if (text.isEmpty())
        return {};
    const auto read = parseTimeRange(text, Zone::utc());
    return read ? QString() : read.error().what;
}

QString endText(Micros to)
{
    const Micros shown = to % microsPerDay == 0 ? to - microsPerSecond : to;
    return to == TimeRange::end()   ? QString()
           : to % microsPerDay == 0 ? timeText(shown, Precision::Day, Zone::utc())
                                    : shortTime(to, Zone::utc());
}

} // namespace

QString memberText(const SubjectMember& member)
{
    return member.prefix ? member.prefix->toString() : QStringLiteral("AS%1").arg(member.asn);
}

std::optional<SubjectMember> memberFromText(const QString& text)
{
    SubjectMember member;
    if (const auto prefix = Prefix::parse(text)) {
        member.prefix = prefix;
        return member;
    }
    const QString digits = text.startsWith(QStringLiteral("AS"), Qt::CaseInsensitive) ? text.mid(2) : text;
    bool ok = false;
    member.asn = digits.toUInt(&ok);
    return ok && member.asn > 0 ? std::optional(member) : std::nullopt;
}

SubjectForm::SubjectForm(QWidget* parent)
    : QWidget(parent), m_name(new QLineEdit), m_zone(new ZoneCombo), m_from(new QSpinBox), m_to(new QSpinBox)
{
    m_members = new RecordTable({{tr("Prefix or AS"), 200, {}, false, memberProblem, {}},
                                 {tr("From (empty: always)"), 150, {}, false, dateProblem, {}},
                                 {tr("Through (empty: still)"), 0, {}, false, dateProblem, {}}},
                                tr("Members"), tr("member"));
    m_members->setVisibleRows(5);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(fieldLabel(tr("Name"), m_name), m_name);
    form->addRow(fieldLabel(tr("Zone"), m_zone), m_zone);
    QWidget* days = weekdays();
    form->addRow(fieldLabel(tr("Weekend"), days), days);
    auto* hours = new QWidget;
    auto* row = new QHBoxLayout(hours);
    row->setContentsMargins(0, 0, 0, 0);
    for (QSpinBox* box : {m_from, m_to}) {
        box->setRange(0, 24);
        box->setSuffix(QStringLiteral(":00"));
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        connect(box, &QSpinBox::valueChanged, this, &SubjectForm::changed);
    }
    m_from->setAccessibleName(tr("Office hours from"));
    m_to->setAccessibleName(tr("Office hours to"));
    row->addWidget(m_from);
    row->addWidget(plainLabel(tr("to"), "dim"));
    row->addWidget(m_to);
    row->addWidget(plainLabel(tr("local time, on days that are no weekend"), "dim"), 1);
    form->addRow(fieldLabel(tr("Office hours"), hours), hours);
    layout->addLayout(form);
    layout->addWidget(plainLabel(tr("Members: flows are measured from their side"), "heading"));
    layout->addWidget(m_members, 1);
    connect(m_name, &QLineEdit::textChanged, this, &SubjectForm::changed);
    connect(m_zone, &QComboBox::currentTextChanged, this, &SubjectForm::changed);
    connect(m_members->model(), &RecordModel::edited, this, &SubjectForm::changed);
}

QWidget* SubjectForm::weekdays()
{
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (int day = 1; day <= 7; ++day) {
        auto* button = new QToolButton;
        button->setText(QLocale().standaloneDayName(day, QLocale::ShortFormat));
        button->setAccessibleName(tr("%1 is off").arg(QLocale().standaloneDayName(day)));
        button->setCheckable(true);
        button->setProperty("framed", true);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::toggled, this, &SubjectForm::changed);
        m_weekdays += button;
        row->addWidget(button);
    }
    row->addStretch();
    return holder;
}

void SubjectForm::setSubject(const Subject& subject)
{
    m_name->setText(subject.name);
    m_zone->setZone(subject.zone);
    for (int i = 0; i < m_weekdays.size(); ++i)
        m_weekdays[i]->setChecked(subject.weekend.contains(i + 1));
    m_from->setValue(subject.officeFrom);
    m_to->setValue(subject.officeTo);
    QList<QStringList> rows;
    for (const SubjectMember& member : subject.members) {
        const QString from =
            member.valid.from == TimeRange::beginning() ? QString() : shortTime(member.valid.from, Zone::utc());
        rows += QStringList{memberText(member), from, endText(member.valid.to)};
    }
    m_members->model()->setRows(rows);
}

Result<Subject> SubjectForm::subject() const
{
    const auto bad = [](const QString& what, const QString& remedy) {
        return Error{ErrorCode::BadInput, what, {}, remedy};
    };
    Subject subject;
    subject.name = m_name->text().trimmed();
    subject.zone = m_zone->zone();
    subject.officeFrom = m_from->value();
    subject.officeTo = m_to->value();
    subject.weekend.clear();
    for (int i = 0; i < m_weekdays.size(); ++i) {
        if (m_weekdays[i]->isChecked())
            subject.weekend += i + 1;
    }
    if (subject.name.isEmpty())
        return bad(tr("A subject needs a name"), {});
    if (!m_zone->problem().isEmpty())
        return bad(m_zone->problem(), tr("Choose one from the list."));
    if (subject.officeFrom >= subject.officeTo)
        return bad(tr("Office hours end before they begin"), {});
    if (const QString problem = m_members->model()->firstProblem(); !problem.isEmpty())
        return bad(problem, tr("Correct the marked cell."));
    for (const QStringList& row : m_members->model()->records()) {
        SubjectMember member = *memberFromText(row[0]);
        if (!row[1].isEmpty())
            member.valid.from = parseTimeRange(row[1], Zone::utc())->from;
        if (!row[2].isEmpty())
            member.valid.to = parseTimeRange(row[2], Zone::utc())->to;
        if (member.valid.isEmpty())
            return bad(tr("%1 ends before it begins").arg(row[0]), tr("Swap its dates."));
        subject.members.push_back(member);
    }
    return subject;
}

} // namespace tideline
