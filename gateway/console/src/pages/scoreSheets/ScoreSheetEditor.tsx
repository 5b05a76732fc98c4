import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, AutoComplete, Button, Flex, Input, Progress, Select, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Fault } from '../../parts/Fault';
import { forDrawing } from '../../parts/decimal';
import { period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { isImported, isLowerBetter, knownKpis, kpiName } from '../scorecards/kpis';
import { Families } from './Families';
import { Findings } from './Findings';
import { type ScoreSheet, checkScoreSheet, savePersonalSheet, saveScoreSheet, sheetTemplates } from './calls';
import { type Line, balance, faultsOf, kpisOf, linesOf } from './draft';
import { LEVELS, wordOf } from '../managers/roster';
import { RHYTHMS } from '../month/calls';
import { latestMonths, monthFrom } from '../month/months';
import { WideTable } from '../../parts/WideTable';

/** Writes a sheet: its indicators and weights, which have to make a whole. */
export function ScoreSheetEditor({
    owner,
    months,
    usual,
    sheets,
    start,
}: {
    /** The level or the manager it is for. */
    owner: { level: string } | { managerNo: string };
    months: readonly string[];
    usual: string;
    sheets: readonly Pick<ScoreSheet, 'effectiveFrom' | 'kpis' | 'version' | 'rhythm'>[];
    start: Line[];
}) {
    const { t } = useTranslation();
    const { modal, message } = App.useApp();
    const navigate = useNavigate();
    const queries = useQueryClient();
    const monthId = useId();
    const rhythmId = useId();
    const reasonId = useId();
    const draft = useDraft(`score-sheet.${'level' in owner ? owner.level : `of ${owner.managerNo}`}`, {
        month: usual,
        rhythm: 'month',
        lines: start,
        reason: '',
    });
    const { month, lines, reason } = draft.value;
    // Drafts kept in the browser before there were rhythms have none.
    const rhythm = (draft.value.rhythm as string | undefined) ?? 'month';
    // A quarter or year is closed later than its months: its sheet may begin up to a year before the first open month.
    const choice =
        rhythm === 'month' ? months : [...latestMonths(12, monthFrom(months[0] ?? usual, -1)).reverse(), ...months];
    const setMonth = (to: string) => draft.set((now) => ({ ...now, month: to }));
    const setRhythm = (to: string) =>
        draft.set((now) => ({
            ...now,
            rhythm: to,
            month: to !== 'month' || months.includes(now.month) ? now.month : usual,
        }));
    const setLines = (to: (now: Line[]) => Line[]) => draft.set((now) => ({ ...now, lines: to(now.lines) }));
    const templates = useQuery({
        queryKey: ['sheet-templates'],
        queryFn: sheetTemplates,
        staleTime: Infinity,
    });
    const faults = faultsOf(lines);
    const weights = balance(lines);
    const says = t(`scoreSheets.balance.${weights.state}`, { total: weights.total, difference: weights.difference });
    const isGood = lines.length > 0 && faults.every((one) => one.length === 0) && weights.state === 'whole';
    const kpis = isGood ? kpisOf(lines) : undefined;
    // Asked for whenever the weights make a whole; between two of them the last answer stays.
    const check = useQuery({
        queryKey: ['score-sheet-check', kpis],
        queryFn: () => checkScoreSheet(kpis ?? []),
        enabled: kpis !== undefined,
        placeholderData: keepPreviousData,
        retry: false,
    });
    const findings = isGood ? (check.data?.findings ?? []) : [];
    const lacksReason = findings.length > 0 && reason.trim() === '';
    const replaced = sheets.find((sheet) => sheet.effectiveFrom === month && sheet.rhythm === rhythm);
    const saving = useMutation({
        mutationFn: (): Promise<{ status: string }> => {
            const sheet = {
                effectiveFrom: month,
                rhythm,
                kpis: kpisOf(lines),
                acceptFindings: findings.length > 0 ? reason.trim() : null,
            };
            return 'level' in owner ? saveScoreSheet(owner.level, sheet) : savePersonalSheet(owner.managerNo, sheet);
        },
        onSuccess: async (saved) => {
            if (saved.status === 'draft') void message.info(t('scoreSheets.waits'), 8);
            await queries.invalidateQueries({ queryKey: ['sheet-proposals'] });
            await queries.invalidateQueries({
                queryKey: 'level' in owner ? ['score-sheets', owner.level] : ['personal-sheets', owner.managerNo],
            });
            draft.clear();
            if ('level' in owner) void navigate(`/score-sheets?level=${encodeURIComponent(owner.level)}`);
        },
    });

    const set = (index: number, change: Partial<Line>) =>
        setLines((now) => now.map((line, at) => (at === index ? { ...line, ...change } : line)));
    // Indicators of the other sheets of this level, and those the suite counts: others may be typed.
    const known = [...new Set([...knownKpis(), ...sheets.flatMap((sheet) => sheet.kpis.map((one) => one.kpi))])];
    const save = () =>
        replaced
            ? modal.confirm({
                  title: t('scoreSheets.replaceAsk', { period: period(month) }),
                  content: t('scoreSheets.replaceMeans'),
                  okText: t('scoreSheets.save'),
                  onOk: () => saving.mutate(),
              })
            : saving.mutate();
    return (
        <Flex vertical gap="middle">
            <DraftNote draft={draft} />
            <Flex gap="small" align="center" wrap>
                <label htmlFor={rhythmId}>{t('scoreSheets.rhythm')}</label>
                <Select
                    id={rhythmId}
                    style={{ minWidth: '7rem' }}
                    value={rhythm}
                    options={RHYTHMS.map((value) => ({ value, label: t(`rhythm.${value}`) }))}
                    onChange={setRhythm}
                />
                <label htmlFor={monthId}>{t('scoreSheets.effectiveFrom')}</label>
                <Select
                    id={monthId}
                    style={{ minWidth: '11rem' }}
                    value={month}
                    options={choice.map((value) => ({ value, label: period(value) }))}
                    onChange={setMonth}
                />
                <Typography.Text type="secondary">
                    {t(rhythm === 'month' ? 'scoreSheets.fromMeans' : 'scoreSheets.longerMeans')}
                </Typography.Text>
            </Flex>
            <Flex gap="small" wrap align="center">
                <span>{t('scoreSheets.templates')}</span>
                {(templates.data ?? [])
                    .filter((one) => !('level' in owner) || one.level === owner.level)
                    .sort((a, b) => LEVELS.indexOf(a.level as never) - LEVELS.indexOf(b.level as never))
                    .map((one) => (
                        <Button key={one.level} size="small" onClick={() => setLines(() => linesOf(one.kpis))}>
                            {t('scoreSheets.template', { level: wordOf(t, 'level', one.level) })}
                        </Button>
                    ))}
            </Flex>
            <WideTable
                aria-label={t('scoreSheets.kpis')}
                rowKey="key"
                dataSource={lines.map((line, index) => ({ ...line, index }))}
                empty={t('scoreSheets.noLines')}
                columns={[
                    {
                        title: t('scoreSheets.code'),
                        key: 'kpi',
                        render: (_, { index, kpi }) => (
                            <AutoComplete
                                aria-label={t('scoreSheets.codeOf', { number: index + 1 })}
                                style={{ width: '13rem' }}
                                value={kpi}
                                status={faults[index]?.some((fault) => fault !== 'weight') ? 'error' : undefined}
                                options={known
                                    .filter((code) => code === kpi || !lines.some((line) => line.kpi === code))
                                    .map((value) => ({ value, label: `${kpiName(t, value)} ${value}` }))}
                                showSearch={{
                                    filterOption: (text, option) =>
                                        Boolean(option?.label.toLowerCase().includes(text.toLowerCase())),
                                }}
                                onChange={(value?: string) => set(index, { kpi: value ?? '' })}
                            />
                        ),
                    },
                    {
                        title: t('scoreSheets.weight'),
                        key: 'weight',
                        render: (_, { index, weight }) => (
                            <Input
                                aria-label={t('scoreSheets.weightOf', { number: index + 1 })}
                                style={{ width: '7rem' }}
                                suffix="%"
                                inputMode="decimal"
                                value={weight}
                                status={faults[index]?.includes('weight') ? 'error' : undefined}
                                onChange={(event) => set(index, { weight: event.target.value })}
                            />
                        ),
                    },
                    {
                        title: t('scoreSheets.kpi'),
                        key: 'name',
                        render: (_, { index, kpi }) =>
                            faults[index]?.length ? (
                                <Fault>{faults[index].map((fault) => t(`scoreSheets.fault.${fault}`)).join(' ')}</Fault>
                            ) : (
                                <>
                                    {kpiName(t, kpi)}{' '}
                                    <Typography.Text type="secondary">
                                        {[
                                            t(isImported(kpi) ? 'scoreSheets.imported' : 'scoreSheets.counted'),
                                            ...(isLowerBetter(kpi) ? [t('scorecards.lowerIsBetter')] : []),
                                        ].join(t('scorecards.comma'))}
                                    </Typography.Text>
                                </>
                            ),
                    },
                    {
                        title: '',
                        key: 'remove',
                        render: (_, { index }) => (
                            <Button
                                type="text"
                                icon={<DeleteOutlined />}
                                aria-label={t('scoreSheets.remove', { number: index + 1 })}
                                onClick={() => setLines((now) => now.filter((_line, at) => at !== index))}
                            />
                        ),
                    },
                ]}
            />
            <div>
                <Button
                    icon={<PlusOutlined />}
                    disabled={lines.length >= 50}
                    onClick={() =>
                        setLines((now) => [
                            ...now,
                            {
                                key: crypto.randomUUID(),
                                kpi: '',
                                weight: weights.state === 'short' ? weights.difference : '',
                            },
                        ])
                    }
                >
                    {t('scoreSheets.add')}
                </Button>
            </div>
            <div role="status" style={{ maxWidth: '32rem' }}>
                {weights.state === 'whole' ? says : <Fault>{says}</Fault>}
                <Progress
                    aria-hidden
                    percent={Math.min(100, forDrawing(weights.total))}
                    showInfo={false}
                    status={weights.state === 'whole' ? 'success' : weights.state === 'over' ? 'exception' : 'normal'}
                />
            </div>
            {isGood && check.data && (
                <section aria-label={t('scoreSheets.regulation')}>
                    <Flex vertical gap="small">
                        <Families families={check.data.families} />
                        {findings.length === 0 ? (
                            <Alert type="success" showIcon title={t('scoreSheets.noFindings')} />
                        ) : (
                            <>
                                <Findings findings={findings} />
                                <div style={{ width: 'min(40rem, 100%)' }}>
                                    <label htmlFor={reasonId}>{t('scoreSheets.reason')}</label>
                                    <Input.TextArea
                                        id={reasonId}
                                        rows={3}
                                        maxLength={500}
                                        showCount
                                        value={reason}
                                        onChange={(event) => {
                                            const text = event.target.value;
                                            draft.set((now) => ({ ...now, reason: text }));
                                        }}
                                    />
                                    <Typography.Text type="secondary">{t('scoreSheets.reasonMeans')}</Typography.Text>
                                </div>
                            </>
                        )}
                    </Flex>
                </section>
            )}
            {isGood && check.error && <ProblemNote problem={check.error} retry={() => void check.refetch()} />}
            {replaced && (
                <Alert
                    type="info"
                    showIcon
                    title={t('scoreSheets.replaces', { period: period(month), version: replaced.version + 1 })}
                />
            )}
            {saving.error && <ProblemNote problem={saving.error} />}
            <div>
                <Button
                    type="primary"
                    disabled={!isGood || lacksReason || check.isFetching}
                    loading={saving.isPending}
                    onClick={save}
                >
                    {t(findings.length > 0 ? 'scoreSheets.propose' : 'scoreSheets.save')}
                </Button>
            </div>
        </Flex>
    );
}
