// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/xmlrecords.h"

#include "models/importers/limits.h"
#include "models/importers/textcodec.h"

#include <algorithm>
#include <expat.h>
#include <string>

namespace tideline {

namespace {

constexpr int deepest = 256;
constexpr std::size_t longestName = 1000;

QString localName(const char* name)
{
    const std::string_view text(name);
    const std::size_t colon = text.rfind(':');
    const std::string_view local = colon == std::string_view::npos ? text : text.substr(colon + 1);
    return QString::fromUtf8(local.data(), qsizetype(local.size()));
}

/// What expat calls the damage; one of its kinds has two names, and where the bytes were cut decides between them.
QString nameOf(XML_Error error)
{
    if (error == XML_ERROR_SYNTAX)
        error = XML_ERROR_INVALID_TOKEN;
    return QString::fromUtf8(XML_ErrorString(error));
}

} // namespace

QString XmlNode::attribute(QStringView key) const
{
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [key](const auto& a) { return a.first == key; });
    return found == attributes.end() ? QString() : found->second.trimmed();
}

const XmlNode* XmlNode::child(QStringView key) const
{
    const auto found =
        std::find_if(children.begin(), children.end(), [key](const XmlNode& n) { return n.name == key; });
    return found == children.end() ? nullptr : &*found;
}

QString XmlNode::value(QStringView key) const
{
    const XmlNode* const node = child(key);
    return node ? node->text.trimmed() : QString();
}

struct XmlRecords::Private
{
    XML_Parser parser = nullptr;
    QString rootName;
    QSet<QString> records;
    std::function<void(const XmlNode&)> take;
    XmlNode root;
    QStringList path;
    XmlNode record;
    std::vector<XmlNode*> open; ///< from the record inwards
    std::size_t size = 0;       ///< of the record so far
    std::string head;     ///< as long as it is too short to tell the encoding: expat would take a single byte for UTF-8
    std::int64_t fed = 0; ///< bytes
    std::string tail;     ///< the last bytes of what was fed: those that expat keeps, and two before them
    std::optional<Fault> fault;

    void refuse(const QString& reason)
    {
        if (fault)
            return;
        fault = Fault{qint64(XML_GetCurrentLineNumber(parser)), reason, path.join(u'/'), true};
        XML_StopParser(parser, XML_FALSE);
    }
    void grow(std::size_t by)
    {
        size += by;
        record.tooLarge = record.tooLarge || size > limits::line;
    }
    void start(const char* name, const char** attributes);
    void end();
    void text(std::string_view bytes);
    void parse(std::string_view bytes);
    void dropRead();
    void explain();
};

void XmlRecords::Private::start(const char* name, const char** attributes)
{
    if (path.size() >= deepest)
        return refuse(
            QStringLiteral("elements nested deeper than %1: the document is refused, nothing was taken from it")
                .arg(deepest));
    std::size_t longest = std::string_view(name).size();
    for (const char** a = attributes; *a; a += 2)
        longest = std::max(longest, std::string_view(*a).size());
    if (longest > longestName)
        return refuse(
            QStringLiteral("a name of %1 characters: the document is refused, nothing was taken from it").arg(longest));
    XmlNode node;
    node.name = localName(name);
    node.line = qint64(XML_GetCurrentLineNumber(parser));
    std::size_t bytes = sizeof(XmlNode);
    for (const char** a = attributes; *a; a += 2) {
        node.attributes.emplace_back(localName(a[0]), QString::fromUtf8(a[1]));
        bytes += 64 + std::string_view(a[1]).size();
    }
    path << node.name;
    if (path.size() == 1) {
        root = std::move(node);
        if (root.name != rootName)
            refuse(QStringLiteral("the document's element is %1, not %2: it is another kind of document")
                       .arg(root.name.left(80), rootName));
    } else if (!open.empty()) {
        grow(bytes);
        if (record.tooLarge) {
            open.push_back(&record); // a place to count the depth with
        } else {
            open.back()->children.push_back(std::move(node));
            open.push_back(&open.back()->children.back());
        }
    } else if (records.contains(node.name)) {
        size = 0;
        record = std::move(node);
        open.push_back(&record);
    }
}

void XmlRecords::Private::end()
{
    if (!path.isEmpty())
        path.removeLast();
    if (open.empty())
        return;
    open.pop_back();
    if (!open.empty() || fault)
        return;
    if (record.tooLarge)
        record.children.clear();
    take(record);
    record = {};
}

void XmlRecords::Private::text(std::string_view bytes)
{
    if (open.empty())
        return;
    grow(bytes.size());
    if (!record.tooLarge)
        open.back()->text += QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

/// A fault may lie long before the piece that shows it: expat waits for more of a tag that goes on.
void XmlRecords::Private::dropRead()
{
    constexpr std::int64_t before = 2; // see explain
    const std::int64_t read = XML_GetCurrentByteIndex(parser) - before - (fed - std::int64_t(tail.size()));
    if (read > 0) // expat does not always know
        tail.erase(0, std::size_t(read));
}

/// What expat says, for people; a declaration inside of an element is an attack, anything else is damage.
void XmlRecords::Private::explain()
{
    if (fault)
        return;
    // expat stumbles behind the "<!". No more may be looked at: what follows may not have been fed yet.
    const std::int64_t at = XML_GetCurrentByteIndex(parser) - 2 - (fed - std::int64_t(tail.size()));
    const bool isDeclaration =
        at >= 0 && at < std::int64_t(tail.size()) && std::string_view(tail).substr(std::size_t(at), 2) == "<!";
    if (!path.isEmpty() && isDeclaration)
        return refuse(QStringLiteral("a DOCTYPE or another declaration inside of an element: the document is refused, "
                                     "nothing was taken from it"));
    fault = Fault{qint64(XML_GetCurrentLineNumber(parser)),
                  QStringLiteral("the document is damaged or breaks off here (%1); what follows cannot be read")
                      .arg(nameOf(XML_GetErrorCode(parser))),
                  path.join(u'/'), false};
}

XmlRecords::XmlRecords(const QString& root, const QSet<QString>& records, std::function<void(const XmlNode&)> take)
    : d(std::make_unique<Private>())
{
    d->rootName = root;
    d->records = records;
    d->take = std::move(take);
    d->parser = XML_ParserCreate(nullptr);
    XML_SetUserData(d->parser, d.get());
    XML_SetElementHandler(
        d->parser,
        [](void* self, const char* name, const char** attributes) {
            static_cast<Private*>(self)->start(name, attributes);
        },
        [](void* self, const char*) { static_cast<Private*>(self)->end(); });
    XML_SetCharacterDataHandler(d->parser, [](void* self, const char* text, int length) {
        static_cast<Private*>(self)->text({text, std::size_t(length)});
    });
    XML_SetStartDoctypeDeclHandler(d->parser, [](void* self, const char*, const char*, const char*, int) {
        static_cast<Private*>(self)->refuse(
            QStringLiteral("a DOCTYPE: no list needs one and attacks do, so the document is refused, nothing was taken "
                           "from it; if you trust the file, remove the DOCTYPE"));
    });
}

XmlRecords::~XmlRecords()
{
    XML_ParserFree(d->parser);
}

void XmlRecords::Private::parse(std::string_view bytes)
{
    constexpr std::size_t most = limits::block; // expat counts in int
    for (; !bytes.empty() && !fault; bytes.remove_prefix(std::min(most, bytes.size()))) {
        const std::string_view piece = bytes.substr(0, most);
        fed += std::int64_t(piece.size());
        tail += piece;
        if (XML_Parse(parser, piece.data(), int(piece.size()), 0) != XML_STATUS_OK)
            explain();
        else
            dropRead();
        if (tail.size() > limits::line + most)
            refuse(QStringLiteral("a tag of over 4 MiB: the document is refused, nothing was taken from it"));
    }
}

void XmlRecords::feed(std::string_view bytes)
{
    constexpr std::size_t telling = 4;
    if (d->fed > 0)
        return d->parse(bytes);
    d->head += bytes;
    if (d->head.size() >= telling)
        d->parse(d->head);
}

void XmlRecords::finish()
{
    if (d->fed == 0)
        d->parse(d->head);
    if (!d->fault && XML_Parse(d->parser, "", 0, 1) != XML_STATUS_OK)
        d->explain();
}

const std::optional<XmlRecords::Fault>& XmlRecords::fault() const
{
    return d->fault;
}

const XmlNode& XmlRecords::root() const
{
    return d->root;
}

bool beginsWithElement(std::string_view head, std::string_view name)
{
    std::string storage;
    const Encoding encoding = encodingFromMark(head);
    const std::string_view text = scanText(head.substr(0, limits::head / 4), encoding, storage);
    const std::size_t first = text.find_first_not_of("\x81\xEF\xBB\xBF \t\r\n");
    if (first == std::string_view::npos || text[first] != '<')
        return false;
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        std::size_t from = at;
        if (from > 0 && text[from - 1] == ':') {
            while (from > 0 && text[from - 1] != '<' && text[from - 1] != '>' && text[from - 1] != ' ')
                --from;
        }
        const char next = at + name.size() < text.size() ? text[at + name.size()] : '>';
        if (from > 0 && text[from - 1] == '<' && std::string_view(" \t\r\n>/").find(next) != std::string_view::npos)
            return true;
    }
    return false;
}

} // namespace tideline
