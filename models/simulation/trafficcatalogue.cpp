// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/simulation/trafficcatalogue.h"

namespace tideline {
namespace {

constexpr std::uint8_t tcp = 6;
constexpr std::uint8_t udp = 17;

/// How a kind travels, apart from who it is with.
struct Manner
{
    QString content;
    std::vector<std::uint16_t> ports;
    std::uint8_t protocol;
    QString logLabel;
    double size;
    bool isNarrow;
    double upShare;
    int packetBytes;
    double bytesPerSecond;
};

Manner web()
{
    return {QStringLiteral("Web"), {443, 443, 443, 80}, tcp, {}, 0.5, true, 0.08, 1400, 60e3};
}
Manner game(std::vector<std::uint16_t> ports)
{
    return {QStringLiteral("Gaming"), std::move(ports), udp, {}, 1.2, true, 0.35, 220, 20e3};
}
Manner stream()
{
    return {QStringLiteral("Streaming"), {1935, 554}, tcp, {}, 1.6, false, 0.04, 1400, 180e3};
}

class Catalogue
{
public:
    explicit Catalogue(const std::vector<Network>& networks) : m_networks(networks) {}

    /// Shares in percent of bytes, one for each window.
    TrafficKind& add(const QString& name, std::vector<Network> peers, int hosts, const Manner& manner,
                     const std::vector<double>& percent)
    {
        TrafficKind kind;
        kind.name = name;
        kind.content = manner.content;
        kind.peers = std::move(peers);
        kind.peerHosts = hosts;
        kind.ports = manner.ports;
        kind.protocol = manner.protocol;
        kind.logLabel = manner.logLabel;
        kind.size = manner.size;
        kind.isNarrow = manner.isNarrow;
        kind.upShare = manner.upShare;
        kind.packetBytes = manner.packetBytes;
        kind.bytesPerSecond = manner.bytesPerSecond;
        for (double share : percent)
            kind.shares.push_back({share / 100, share / 100});
        m_kinds.push_back(std::move(kind));
        return m_kinds.back();
    }
    void addService(const QString& name, int hosts, const std::vector<double>& percent)
    {
        add(name, named({name}), hosts, web(), percent).service = name;
    }

    std::vector<Network> named(const QStringList& names)
    {
        return pick(names, [](const Network& network) { return network.name; });
    }
    std::vector<Network> inCountries(const QStringList& countries)
    {
        return pick(countries, [](const Network& network) { return network.country; });
    }
    Result<std::vector<TrafficKind>> finish()
    {
        if (!m_missing.isEmpty())
            return Error{ErrorCode::NotFound,
                         QStringLiteral("The table of networks has no %1").arg(m_missing.join(QStringLiteral(", "))),
                         {},
                         QStringLiteral("Use the table of the founding case.")};
        return std::move(m_kinds);
    }

private:
    template <typename Key> std::vector<Network> pick(const QStringList& wanted, Key key)
    {
        std::vector<Network> found;
        for (const QString& name : wanted) {
            const std::size_t before = found.size();
            for (const Network& network : m_networks)
                if (key(network) == name && network.first.isV4())
                    found.push_back(network);
            if (found.size() == before)
                m_missing << name;
        }
        return found;
    }

    const std::vector<Network>& m_networks;
    std::vector<TrafficKind> m_kinds;
    QStringList m_missing;
};

Prefix prefix(const char* text)
{
    return *Prefix::parse(QString::fromLatin1(text));
}

void addServices(Catalogue& all)
{
    all.addService(QStringLiteral("Facebook"), 30, {6.0, 0.06, 0.05, 0.04});
    all.addService(QStringLiteral("Google"), 60, {5.0, 0.25, 0.20, 0.15});
    all.addService(QStringLiteral("Baidu"), 40, {3.6, 4.6, 4.8, 5.0});
    all.addService(QStringLiteral("Instagram"), 3, {3.0, 0.03, 0.03, 0.03});
    all.addService(QStringLiteral("Alibaba"), 50, {1.9, 8.0, 8.2, 8.6});
    all.addService(QStringLiteral("Amazon"), 30, {1.6, 0.10, 0.10, 0.10});
    all.addService(QStringLiteral("Tencent"), 50, {1.3, 6.2, 6.4, 6.6});
    all.addService(QStringLiteral("Apple"), 20, {0.9, 0.08, 0.08, 0.08});
    all.addService(QStringLiteral("VK"), 15, {0.2, 0.4, 0.5, 0.6});
    all.addService(QStringLiteral("Yandex"), 20, {0.15, 0.4, 0.5, 0.8});
    all.addService(QStringLiteral("Mail.ru"), 10, {0.15, 0.3, 0.4, 0.5});
}

void addGamesAndVideo(Catalogue& all)
{
    const QStringList chineseVideo = {QStringLiteral("China Telecom Shanghai"), QStringLiteral("China Telecom Beijing"),
                                      QStringLiteral("China Telecom Zhejiang")};
    all.add(QStringLiteral("Steam games"), all.named({QStringLiteral("Valve")}), 60, game({27015, 27017, 27020, 27036}),
            {13.0, 12.0, 9.0, 6.0});
    all.add(QStringLiteral("Blizzard games"), all.named({QStringLiteral("Blizzard")}), 30, game({1119, 3724, 6113}),
            {5.5, 4.0, 3.5, 2.0});
    all.add(QStringLiteral("Riot games"), all.named({QStringLiteral("Riot Games")}), 20, game({5100, 5200, 5300}),
            {3.5, 2.5, 2.0, 1.5});
    all.add(QStringLiteral("Video over Akamai"), all.named({QStringLiteral("Akamai")}), 120, stream(),
            {22.6, 9.0, 8.0, 6.0});
    all.add(QStringLiteral("Chinese video"), all.named(chineseVideo), 80, stream(), {1.4, 7.0, 6.5, 6.0});
    all.add(QStringLiteral("Video of hosters"), all.named({QStringLiteral("OVH"), QStringLiteral("Online")}), 60,
            stream(), {3.0, 3.0, 2.5, 2.0});
}

/// Traffic with access networks and universities abroad: many hosts, each with little.
void addPresence(Catalogue& all)
{
    const QStringList chineseAccess = {
        QStringLiteral("CERNET"), QStringLiteral("Tsinghua University"),   QStringLiteral("Peking University"),
        QStringLiteral("USTC"),   QStringLiteral("China Unicom Liaoning"), QStringLiteral("China Unicom Jilin")};
    const auto india = all.inCountries({QStringLiteral("IN")});
    const auto china = all.named(chineseAccess);
    all.add(QStringLiteral("India, video"), india, 900, stream(), {12.0, 8.0, 5.0, 3.0});
    all.add(QStringLiteral("India, games"), india, 500, game({27015, 27016, 3724}), {4.0, 3.0, 2.0, 1.0});
    all.add(QStringLiteral("India, web"), india, 900, web(), {3.2, 5.0, 7.0, 8.0});
    all.add(QStringLiteral("China, web"), china, 700, web(), {1.6, 4.0, 5.0, 6.0});
    const auto abroad = [&all](const char* country, int hosts, const std::vector<double>& percent) {
        const QString code = QString::fromLatin1(country);
        all.add(code + QStringLiteral(", web"), all.inCountries({code}), hosts, web(), percent);
    };
    abroad("NP", 250, {0.6, 1.2, 1.4, 1.6});
    abroad("KE", 200, {0.4, 0.8, 0.9, 1.0});
    abroad("MZ", 150, {0.4, 0.7, 0.8, 0.9});
    abroad("ID", 220, {0.5, 0.9, 1.0, 1.2});
    abroad("MY", 150, {0.3, 0.1, 0.1, 0.1});
    abroad("NZ", 100, {0.3, 0.1, 0.1, 0.1});
    abroad("TH", 200, {0.0, 0.8, 1.0, 1.2});
    abroad("BD", 160, {0.0, 0.6, 0.8, 1.0});

    // Those abroad who call the servers at home.
    const Manner serve = {QStringLiteral("Web server"), {443, 80}, tcp, {}, 0.3, false, 0.85, 1400, 40e3};
    for (const auto& [name, peers, percent] :
         {std::tuple(QStringLiteral("India to the servers"), india, std::vector<double>{0.8, 1.0, 1.2, 1.4}),
          std::tuple(QStringLiteral("China to the servers"), china, std::vector<double>{0.2, 0.8, 1.0, 1.2})}) {
        TrafficKind& kind = all.add(name, peers, 200, serve, percent);
        kind.isInbound = true;
        kind.locals = {prefix("175.45.176.64/26")};
        kind.route = int(SimulatedUpstream::Unicom);
    }
}

void addHiddenTraffic(Catalogue& all)
{
    const QStringList hosters = {QStringLiteral("OVH"),    QStringLiteral("DigitalOcean"), QStringLiteral("M247"),
                                 QStringLiteral("Linode"), QStringLiteral("Vultr"),        QStringLiteral("LeaseWeb")};
    const Manner tunnel = {QStringLiteral("Encrypted tunnel"), {1194, 4500}, udp, {}, 0.3, true, 0.15, 1300, 50e3};
    TrafficKind& vpn = all.add(QStringLiteral("VPN"), all.named(hosters), 50, tunnel, {0.6, 8.4, 8.4, 1.6});
    vpn.obfuscation = QStringLiteral("VPN");
    vpn.shares[2].last = 0.020; // waned by the autumn of 2018

    Manner onion = tunnel;
    onion.ports = {9001, 9030};
    onion.protocol = tcp;
    TrafficKind& tor = all.add(QStringLiteral("Tor"),
                               all.named({QStringLiteral("DFRI (Tor relays)"), QStringLiteral("SUNET (Tor relays)"),
                                          QStringLiteral("MIT (Tor authority)"), QStringLiteral("Hetzner")}),
                               40, onion, {0.2, 2.0, 2.0, 0.4});
    tor.obfuscation = QStringLiteral("Tor");
    tor.shares[2].last = 0.005;

    Manner names = tunnel;
    names.content = QStringLiteral("DNS");
    names.ports = {53};
    names.logLabel = QStringLiteral("dns");
    names.size = 0.2;
    names.upShare = 0.6;
    names.packetBytes = 220;
    TrafficKind& hidden =
        all.add(QStringLiteral("DNS tunnel"), all.named({QStringLiteral("Vultr"), QStringLiteral("M247")}), 6, names,
                {0, 0, 0, 1.0});
    hidden.obfuscation = QStringLiteral("DNS tunnel");

    Manner home = tunnel;
    home.upShare = 0.7;
    TrafficKind& own = all.add(
        QStringLiteral("Own VPN"),
        all.inCountries({QStringLiteral("IN"), QStringLiteral("TH"), QStringLiteral("BD"), QStringLiteral("NP")}), 60,
        home, {0, 0, 0, 2.0});
    own.ports = {1194};
    own.obfuscation = QStringLiteral("Own VPN");
    own.isInbound = true;
    own.locals = {prefix("175.45.178.130/32")};
    own.route = int(SimulatedUpstream::TransTelekom);
}

void addCoins(Catalogue& all)
{
    const Manner chain = {QStringLiteral("Mining"), {8333}, tcp, {}, 0.3, true, 0.3, 600, 4e3};
    TrafficKind& bitcoin =
        all.add(QStringLiteral("Bitcoin"), all.named({QStringLiteral("Hetzner"), QStringLiteral("OVH")}), 25, chain,
                {0.15, 0.12, 0.12, 0.08});
    bitcoin.coin = QStringLiteral("Bitcoin");
    bitcoin.isSteady = true;
    bitcoin.shares[0].since = planTime(2017, 5, 16, 15, 30); // 17 May at Pyongyang
    bitcoin.shares[0].before = 0;

    Manner pool = chain;
    pool.ports = {18080, 5555, 7777, 14444};
    TrafficKind& monero =
        all.add(QStringLiteral("Monero"),
                all.named({QStringLiteral("OVH"), QStringLiteral("Online"), QStringLiteral("Hetzner")}), 12, pool,
                {0, 0.05, 0.12, 2.0});
    monero.coin = QStringLiteral("Monero");
    monero.isSteady = true;
    monero.locals = {prefix("175.45.176.200/32")};
    monero.route = int(SimulatedUpstream::Unicom);
    monero.shares[3].since = planTime(2019, 4, 30, 15); // 1 May at Pyongyang
    monero.shares[3].before = 0.1;
}

void addTheRest(Catalogue& all)
{
    all.add(QStringLiteral("Mail"), all.named({QStringLiteral("LeaseWeb"), QStringLiteral("Hetzner")}), 20,
            {QStringLiteral("Mail"), {993, 25, 587, 143}, tcp, {}, 0.25, false, 0.4, 1200, 40e3}, {0.4, 0.6, 0.8, 1.2});
    all.add(QStringLiteral("DNS"), all.named({QStringLiteral("Google Public DNS"), QStringLiteral("OpenDNS")}), 3,
            {QStringLiteral("DNS"), {53}, udp, QStringLiteral("dns"), 0.02, true, 0.3, 120, 5e3}, {0.2, 0.2, 0.2, 0.2})
        .service = QStringLiteral("DNS resolvers");
    all.add(QStringLiteral("File transfer"), all.named({QStringLiteral("LeaseWeb"), QStringLiteral("Online")}), 40,
            {QStringLiteral("File transfer"), {6881, 6889, 21, 22}, tcp, {}, 0.6, false, 0.4, 1400, 90e3},
            {0.3, 2.0, 2.5, 3.0});
    // Everything else: the web outside the named services.
    all.add(QStringLiteral("Other web"),
            all.named({QStringLiteral("Fastly"), QStringLiteral("Cloudflare"), QStringLiteral("Akamai"),
                       QStringLiteral("Hetzner")}),
            200, web(), {0, 0, 0, 0})
        .isFiller = true;
}

} // namespace

Micros planTime(int year, int month, int day, int hour, int minute, int second)
{
    return microsFromCivil({year, month, day, hour, minute, second, 0, 0});
}

std::vector<SimulatedRoute> subjectRoutes()
{
    const Micros switchOn = planTime(2017, 10, 1, 9, 7, 51);
    const Micros moved = planTime(2019, 8, 31, 15); // September 2019 at Pyongyang
    const TimeRange before = {TimeRange::beginning(), switchOn}, after = {switchOn, TimeRange::end()};
    return {{QStringLiteral("China Unicom"),
             4837,
             {{prefix("175.45.176.0/24")},
              {prefix("175.45.177.0/24")},
              {prefix("175.45.179.0/24")},
              {prefix("175.45.178.0/24"), before},
              {prefix("210.52.109.0/24"), {TimeRange::beginning(), moved}}}},
            {QStringLiteral("TransTelekom"),
             20485,
             {{prefix("175.45.178.0/24"), after}, {prefix("210.52.109.0/24"), {moved, TimeRange::end()}}}},
            {QStringLiteral("SatGate"), 30721, {{prefix("77.94.35.0/24")}}}};
}

Result<std::vector<TrafficKind>> trafficKinds(const std::vector<Network>& networks)
{
    Catalogue all(networks);
    addServices(all);
    addGamesAndVideo(all);
    addPresence(all);
    addHiddenTraffic(all);
    addCoins(all);
    addTheRest(all);
    return all.finish();
}

} // namespace tideline
