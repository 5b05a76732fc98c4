import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Progress, Radio, Select, Typography, theme } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Problem } from '../../api/problem';
import { FileButton } from '../../parts/FileButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { count } from '../../parts/format';
import { useUnsavedWhile } from '../../session/drafts';
import { ImportOutcome } from './ImportOutcome';
import { KindColumns } from './KindColumns';
import { SERVICES } from '../../api/client';
import { type ImportKind } from './kinds';
import type { ImportState } from './state';
import { FileChanged, LARGEST, type Sending, upload } from './upload';

interface Chosen {
    file: File;
    /** Two choices of one file are two: it may have been corrected between them. */
    token: string;
}

type Mode = Sending['mode'];

/** From a file to an import: what it is, what it looks like, a check, and only then the thing itself. */
export function UploadPanel({ mine }: { mine: readonly ImportKind[] }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const queries = useQueryClient();
    // Another page that lacks something leads here with its kind chosen.
    const [search] = useSearchParams();
    const [kind, setKind] = useState<ImportKind | undefined>(() =>
        mine.length === 1 ? mine[0] : mine.find(({ kind }) => kind === search.get('kind')),
    );
    const [chosen, setChosen] = useState<Chosen>();
    const [chosenMode, setMode] = useState<Mode>('rows');
    const modes: readonly Mode[] = kind?.mayReplace ? ['rows', 'atomic', 'replace'] : ['rows', 'atomic'];
    const mode: Mode = kind?.isAtomic ? 'atomic' : modes.includes(chosenMode) ? chosenMode : 'rows';
    const [isOver, setOver] = useState(false);
    const [sent, setSent] = useState(0);
    const stop = useRef<AbortController>(undefined);
    const key = useRef({ of: '', key: '' });

    const sending = useMutation({
        mutationFn: async ({ of, ...what }: Omit<Sending, 'key'> & { of: string }) => {
            // Another attempt at the same thing is the same thing to the service, too.
            if (key.current.of !== of) key.current = { of, key: crypto.randomUUID() };
            setSent(0);
            stop.current = new AbortController();
            const state = await upload({ ...what, key: key.current.key }, setSent, stop.current.signal);
            key.current = { of: '', key: '' };
            return state;
        },
        onSuccess: (state, { service }) => {
            queries.setQueryData(['import', service, state.id], state);
            void queries.invalidateQueries({ queryKey: ['imports', service] });
        },
        onError: (error) => {
            if (error instanceof Problem && error.status === 401)
                void queries.invalidateQueries({ queryKey: ['session'] });
        },
    });
    // A file cannot be kept over a reload: leaving asks until it has been imported, or removed.
    useUnsavedWhile('import', chosen !== undefined && (sending.isPending || (sending.data?.dryRun ?? true)));
    const isStopped = sending.error instanceof DOMException;

    const take = (file: File) => {
        sending.reset();
        setChosen({ file, token: crypto.randomUUID() });
    };
    const change = (next: { kind?: ImportKind; mode?: Mode }) => {
        sending.reset();
        if (next.kind) setKind(next.kind);
        if (next.mode) setMode(next.mode);
    };
    const drop = (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file && !sending.isPending) take(file);
    };

    const isTooLarge = chosen !== undefined && chosen.file.size > LARGEST;
    const isReady = kind && chosen && !isTooLarge;
    const send = (dryRun: boolean) => {
        if (!kind || !chosen) return;
        sending.mutate({
            service: kind.service,
            kind: kind.kind,
            mode,
            dryRun,
            file: chosen.file,
            of: [kind.service, kind.kind, mode, dryRun, chosen.token].join(),
        });
    };

    return (
        <section
            aria-labelledby="import-bring"
            onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={(event) => {
                if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
            }}
            onDrop={drop}
            style={{
                padding: '1rem',
                border: `2px ${isOver ? 'solid' : 'dashed'} ${isOver ? token.colorPrimary : token.colorBorder}`,
                borderRadius: token.borderRadiusLG,
                background: isOver ? token.colorPrimaryBg : token.colorBgContainer,
            }}
        >
            <Typography.Title level={2} id="import-bring" style={{ marginTop: 0, fontSize: '1.25rem' }}>
                {t('imports.bring')}
            </Typography.Title>
            <Flex vertical gap="middle">
                <Form layout="vertical" disabled={sending.isPending}>
                    <Form.Item label={t('imports.kindOfFile')} htmlFor="import-kind" style={{ marginBottom: 0 }}>
                        <Select
                            id="import-kind"
                            showSearch={{ optionFilterProp: 'label' }}
                            placeholder={t('imports.chooseKind')}
                            style={{ width: '100%', maxWidth: '28rem' }}
                            value={kind && `${kind.service}/${kind.kind}`}
                            onChange={(value) =>
                                change({ kind: mine.find((one) => `${one.service}/${one.kind}` === value) })
                            }
                            options={SERVICES.map((service) => ({
                                label: t(`imports.services.${service}`),
                                options: mine
                                    .filter((one) => one.service === service)
                                    .map((one) => ({
                                        value: `${one.service}/${one.kind}`,
                                        label: t(`imports.kind.${one.kind}`),
                                    })),
                            })).filter((group) => group.options.length > 0)}
                        />
                    </Form.Item>
                </Form>
                {kind && (
                    <>
                        <Typography.Text>{t(`imports.about.${kind.kind}`)}</Typography.Text>
                        <KindColumns kind={kind} isOpen={!chosen} />
                    </>
                )}
                <Flex gap="small" wrap align="center">
                    {!sending.isPending && (
                        <FileButton
                            type={chosen ? 'default' : 'primary'}
                            accept=".csv,.xlsx"
                            label={t(chosen ? 'imports.chooseOther' : 'imports.chooseFile')}
                            onFile={take}
                        />
                    )}
                    {chosen ? (
                        <>
                            <Typography.Text strong style={{ overflowWrap: 'anywhere' }}>
                                {chosen.file.name}
                            </Typography.Text>
                            <Typography.Text type="secondary">
                                {t('imports.size', { kilobytes: count(Math.ceil(chosen.file.size / 1024)) })}
                            </Typography.Text>
                            {!sending.isPending && (
                                <Button
                                    type="text"
                                    icon={<DeleteOutlined />}
                                    aria-label={t('imports.putAway')}
                                    title={t('imports.putAway')}
                                    onClick={() => {
                                        sending.reset();
                                        setChosen(undefined);
                                    }}
                                />
                            )}
                        </>
                    ) : (
                        <Typography.Text type="secondary">{t('imports.dropHere')}</Typography.Text>
                    )}
                </Flex>
                {isTooLarge && <Alert type="error" showIcon role="alert" title={t('imports.tooLarge')} />}
                {chosen && !kind && <Alert type="info" showIcon title={t('imports.kindFirst')} />}
                {isReady && (
                    <>
                        {kind.isAtomic ? (
                            <Typography.Text>{t('imports.onlyWhole')}</Typography.Text>
                        ) : (
                            <fieldset style={{ margin: 0, padding: 0, border: 0 }} disabled={sending.isPending}>
                                <legend style={{ marginBottom: '0.5rem', padding: 0 }}>{t('imports.mode')}</legend>
                                <Radio.Group
                                    value={mode}
                                    onChange={(event) => change({ mode: event.target.value as Mode })}
                                >
                                    <Flex vertical gap="small">
                                        {modes.map((one) => (
                                            <Radio key={one} value={one}>
                                                <strong>{t(`imports.modes.${one}`)}</strong> —{' '}
                                                {t(`imports.modeAbout.${one}`)}
                                            </Radio>
                                        ))}
                                    </Flex>
                                </Radio.Group>
                            </fieldset>
                        )}
                        {!sending.isPending && (
                            <Flex gap="small" wrap align="center">
                                <Button type={sending.data ? 'default' : 'primary'} onClick={() => send(true)}>
                                    {t(sending.data?.dryRun ? 'imports.checkAgain' : 'imports.check')}
                                </Button>
                                {!sending.data && (
                                    <Typography.Text type="secondary">{t('imports.checkAbout')}</Typography.Text>
                                )}
                            </Flex>
                        )}
                    </>
                )}
                {sending.isPending && chosen && (
                    <Flex vertical gap="small">
                        <Typography.Text aria-live="polite">
                            {t(sent < chosen.file.size ? 'imports.sending' : 'imports.sent')}
                        </Typography.Text>
                        <Flex gap="small" align="center">
                            <Progress
                                percent={Math.min(100, Math.floor((sent / Math.max(1, chosen.file.size)) * 100))}
                                aria-label={t('imports.sending')}
                                style={{ flex: 1 }}
                            />
                            <Button onClick={() => stop.current?.abort()}>{t('imports.stop')}</Button>
                        </Flex>
                    </Flex>
                )}
                {isStopped ? (
                    <Alert type="info" showIcon title={t('imports.stopped')} />
                ) : (
                    sending.error &&
                    (sending.error instanceof FileChanged ? (
                        <Alert type="warning" showIcon role="alert" title={t('imports.fileChanged')} />
                    ) : (
                        <ProblemNote problem={sending.error} retry={() => sending.mutate(sending.variables)} />
                    ))
                )}
                {sending.data && kind && (
                    <ImportOutcome
                        key={sending.data.id}
                        service={kind.service}
                        id={sending.data.id}
                        next={(state) => <NextStep state={state} kind={kind} onImport={() => send(false)} />}
                    />
                )}
            </Flex>
        </section>
    );
}

/** After a check, the import itself; after an import, its own page. */
function NextStep({ state, kind, onImport }: { state: ImportState; kind: ImportKind; onImport: () => void }) {
    const { t } = useTranslation();
    if (!state.dryRun) return <Link to={`/imports/${kind.service}/${state.id}`}>{t('imports.ownPage')}</Link>;
    const mayKeepSome = state.mode === 'rows' || state.rowsRejected === 0;
    // A whole list may change something although no row does: it takes off whom it does not name.
    const mayChange = state.rowsAccepted > 0 || (state.kind === 'enrolment-lists' && state.rowsRejected === 0);
    if (state.status !== 'completed' || !mayChange || !mayKeepSome) return null;
    return (
        <div>
            <Button type="primary" onClick={onImport}>
                {t(state.rowsRejected > 0 ? 'imports.importGood' : 'imports.import')}
            </Button>
        </div>
    );
}
