// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/flowwriter.h"

#include "models/core/zone.h"

#include <QStringList>

#include <charconv>
#include <cstdio>
#include <memory>
#include <string>

namespace tideline {

namespace {

/// A text file that is put together in a large buffer: the bench should not wait for printf.
class TextFile
{
public:
    explicit TextFile(const QString& path) : m_file(std::fopen(path.toLocal8Bit().constData(), "w"), std::fclose) {}
    bool isOpen() const { return m_file != nullptr; }
    TextFile& operator<<(std::string_view text)
    {
        m_text += text;
        return *this;
    }
    TextFile& operator<<(std::uint64_t number)
    {
        char digits[24];
        m_text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
        return *this;
    }
    TextFile& padded(std::uint64_t number, int width)
    {
        char digits[24];
        const auto length = int(std::to_chars(digits, digits + sizeof digits, number).ptr - digits);
        m_text.append(std::size_t(std::max(0, width - length)), '0').append(digits, std::size_t(length));
        return *this;
    }
    /// Micros as seconds with `places` decimals.
    TextFile& seconds(Micros micros, int places)
    {
        *this << std::uint64_t(micros / microsPerSecond) << ".";
        return padded(std::uint64_t(micros % microsPerSecond) / (places == 3 ? 1'000 : 1), places);
    }
    TextFile& clock(Micros micros, char between)
    {
        const CivilTime time = civilFromMicros(micros);
        padded(std::uint64_t(time.year), 4) << "-";
        padded(std::uint64_t(time.month), 2) << "-";
        padded(std::uint64_t(time.day), 2) << std::string_view(&between, 1);
        padded(std::uint64_t(time.hour), 2) << ":";
        padded(std::uint64_t(time.minute), 2) << ":";
        padded(std::uint64_t(time.second), 2) << ".";
        return padded(std::uint64_t(micros % microsPerSecond) / 1'000, 3);
    }
    bool flush(bool all)
    {
        if (m_text.size() < (1U << 20) && !all)
            return true;
        const bool ok = std::fwrite(m_text.data(), 1, m_text.size(), m_file.get()) == m_text.size();
        m_text.clear();
        return ok && (!all || std::fflush(m_file.get()) == 0);
    }

private:
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> m_file;
    std::string m_text;
};

using Names = std::vector<std::string>;

const char* nameOf(std::uint8_t protocol)
{
    return protocol == 17 ? "udp" : "tcp";
}

void nfdump(TextFile& out, const BenchFlow& flow, const Names& names, std::uint64_t)
{
    out.clock(flow.start, ' ') << ",";
    out.seconds(flow.duration, 3) << "," << std::uint64_t(flow.protocol) << "," << names[flow.src] << ","
                                  << flow.srcPort << "," << names[flow.dst] << "," << flow.dstPort << "," << flow.nextAs
                                  << "," << flow.srcPackets << "," << flow.srcBytes << "," << flow.dstPackets << ","
                                  << flow.dstBytes << "\n";
}

void zeek(TextFile& out, const BenchFlow& flow, const Names& names, std::uint64_t number)
{
    out.seconds(flow.start, 6) << "\tC" << number << "\t" << names[flow.src] << "\t" << flow.srcPort << "\t"
                               << names[flow.dst] << "\t" << flow.dstPort << "\t" << nameOf(flow.protocol) << "\t";
    out.seconds(flow.duration, 6) << "\t" << flow.srcBytes << "\t" << flow.dstBytes << "\t" << flow.srcPackets << "\t"
                                  << flow.dstPackets << "\n";
}

void zeekJson(TextFile& out, const BenchFlow& flow, const Names& names, std::uint64_t number)
{
    out << R"({"ts":)";
    out.seconds(flow.start, 6) << R"(,"uid":"C)" << number << R"(","id.orig_h":")" << names[flow.src]
                               << R"(","id.orig_p":)" << flow.srcPort << R"(,"id.resp_h":")" << names[flow.dst]
                               << R"(","id.resp_p":)" << flow.dstPort << R"(,"proto":")" << nameOf(flow.protocol)
                               << R"(","duration":)";
    out.seconds(flow.duration, 6) << R"(,"orig_ip_bytes":)" << flow.srcBytes << R"(,"resp_ip_bytes":)" << flow.dstBytes
                                  << R"(,"orig_pkts":)" << flow.srcPackets << R"(,"resp_pkts":)" << flow.dstPackets
                                  << "}\n";
}

void eve(TextFile& out, const BenchFlow& flow, const Names& names, std::uint64_t number)
{
    out << R"({"timestamp":")";
    out.clock(flow.start + flow.duration, 'T')
        << R"(000+0000","flow_id":)" << number << R"(,"event_type":"flow","src_ip":")" << names[flow.src]
        << R"(","src_port":)" << flow.srcPort << R"(,"dest_ip":")" << names[flow.dst] << R"(","dest_port":)"
        << flow.dstPort << R"(,"proto":")" << (flow.protocol == 17 ? "UDP" : "TCP") << R"(","flow":{"pkts_toserver":)"
        << flow.srcPackets << R"(,"pkts_toclient":)" << flow.dstPackets << R"(,"bytes_toserver":)" << flow.srcBytes
        << R"(,"bytes_toclient":)" << flow.dstBytes << R"(,"start":")";
    out.clock(flow.start, 'T') << R"(000+0000","end":")";
    out.clock(flow.start + flow.duration, 'T') << R"(000+0000","state":"closed"}})"
                                               << "\n";
}

void packed(TextFile& out, const BenchFlow& flow, const Names&, std::uint64_t)
{
    out << std::uint64_t(flow.start) << "," << flow.src << "," << flow.dst << "," << flow.dstPort << ","
        << std::uint64_t(flow.protocol) << "," << flow.srcBytes << "," << flow.dstBytes << "," << flow.nextAs << "\n";
}

struct Form
{
    const char* name;
    const char* file;
    const char* head;
    void (*write)(TextFile&, const BenchFlow&, const Names&, std::uint64_t);
};

constexpr Form allForms[] = {
    {"nfdump", "conn.csv",
     "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,nextAS,inPackets,inBytes,outPackets,outBytes\n", nfdump},
    {"zeek", "conn.log",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
     "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_ip_bytes\tresp_ip_bytes\t"
     "orig_pkts\tresp_pkts\n"
     "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tinterval\tcount\tcount\tcount\tcount\n",
     zeek},
    {"zeekjson", "conn.json", "", zeekJson},
    {"eve", "eve.json", "", eve},
    {"packed", "packed.csv", "", packed},
};

} // namespace

bool writeFlows(BenchGenerator& generator, const QString& folder, const QStringList& forms)
{
    Names names;
    for (const IpAddress& address : generator.addresses())
        names.push_back(address.toString().toStdString());
    std::vector<std::pair<Form, std::unique_ptr<TextFile>>> files;
    for (const Form& form : allForms) {
        if (!forms.contains(QLatin1String(form.name)))
            continue;
        files.emplace_back(form, std::make_unique<TextFile>(folder + u'/' + QLatin1String(form.file)));
        if (!files.back().second->isOpen())
            return false;
        *files.back().second << form.head;
    }
    TextFile addresses(folder + QStringLiteral("/addresses.csv"));
    if (!addresses.isOpen())
        return false;
    for (std::size_t i = 0; i < names.size(); ++i)
        addresses << i << "," << names[i] << "\n";
    bool ok = addresses.flush(true);
    BenchFlow flow;
    for (std::uint64_t number = 1; generator.next(flow) && ok; ++number) {
        for (auto& [form, file] : files) {
            form.write(*file, flow, names, number);
            ok = ok && file->flush(false);
        }
    }
    for (auto& [form, file] : files)
        ok = file->flush(true) && ok;
    return ok;
}

} // namespace tideline
