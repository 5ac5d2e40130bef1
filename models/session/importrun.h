// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/blockpipeline.h"
#include "models/session/growth.h"
#include "models/session/importing.h"

#include <memory>
#include <optional>

namespace tideline {

/// One run over one file: the state that the steps share.
class ImportRun
{
public:
    ImportRun(CaseFile& file, const ImportRequest& request, const Progress& progress)
        : m_file(file)
        , m_request(request)
        , m_progress(progress)
        , m_rows(file, keysBefore(request))
        , m_merges(file, eventsBefore(request))
    {
        m_report.path = request.path;
    }

    Result<ImportReport> run(std::unique_ptr<ImportWriter> resumed = {});

private:
    Result<bool> knownAlready();
    Result<void> open();
    Result<void> prepareReader(const QString& name);
    Result<void> lookForKnownPart(const QString& name, bool resumed);
    Result<void> skipKnownPart();
    Result<void> readAll();
    Result<void> readEntry();
    Result<void> feed(BlockPipeline& pipeline, RawBlock block);
    Result<void> drain(BlockPipeline& pipeline);
    Result<void> take(ReadyBlock block);
    Result<ImportReport> finish();
    void noteOverlaps();
    void take(Result<MergeOutcome> outcome);
    Result<qint64> rehearse(const ParsedBlock& block); ///< its records that bring nothing new
    void finishRehearsal();
    static std::vector<std::shared_ptr<const RowKeys>> keysBefore(const ImportRequest& request);
    static std::vector<std::shared_ptr<const RehearsedFile>> eventsBefore(const ImportRequest& request);

    CaseFile& m_file;
    const ImportRequest& m_request;
    const Progress& m_progress;
    ImportReport m_report;
    std::unique_ptr<ByteStream> m_stream;
    std::unique_ptr<Reader> m_reader;
    std::unique_ptr<ImportWriter> m_writer;
    CoverageBuilder m_coverage;
    std::unique_ptr<PartStream> m_tail;    ///< what is read of a log that has grown
    std::unique_ptr<BlockCutter> m_cutter; ///< of the entry that is read now
    std::optional<KnownPart> m_known;
    std::optional<SourceHead> m_head;
    KnownRows m_rows; ///< asked where nothing is written, as the next
    MergeRehearsal m_merges;
    bool m_hasEvents = false;
    int m_nextBlock = 0;
    bool m_capture = false;
    bool m_more = false; ///< the reader's end has more to say
};

} // namespace tideline
