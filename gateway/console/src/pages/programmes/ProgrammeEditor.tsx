import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { allCourses } from '../courses/calls';
import { AREAS, CHANNELS, LEVELS, optionsOf, titled } from '../courses/words';
import { Labelled } from '../exams/Labelled';
import { useUnits } from '../managers/roster';
import { KINDS, type Programme, saveProgramme } from './calls';
import { type ProgrammeDraft, USES, bodyOf, draftOf, isWhole } from './programmeDraft';

type Several = 'courses' | 'certificates' | 'channels' | 'units' | 'levels' | 'areas';

/** Writes a programme: the fields are those its kind uses. */
export function ProgrammeEditor({ programme, close }: { programme?: Programme; close: (saved?: Programme) => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const { roles } = usePerson();
    const queries = useQueryClient();
    const draft = useDraft(`programme.${programme?.code ?? ''}`, draftOf(programme));
    const { value } = draft;
    const set = (change: Partial<ProgrammeDraft>) => draft.set((now) => ({ ...now, ...change }));
    const known = useQuery({ queryKey: ['courses', 'all'], queryFn: allCourses });
    const units = useUnits(roles);
    const saving = useMutation({
        mutationFn: () => saveProgramme(value.code.trim(), bodyOf(value)),
        onSuccess: async (saved) => {
            void message.success(t('programmes.saved'));
            draft.clear();
            close(saved);
            await queries.invalidateQueries({ queryKey: ['programmes'] });
        },
    });
    const uses = (name: keyof ProgrammeDraft) => USES[value.kind].includes(name);
    const text = (name: 'code' | 'zh' | 'en' | 'from' | 'dueOn' | 'dueDays' | 'atLeast', isFixed = false) => (
        <Labelled label={t(`programmes.field.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    type={name === 'from' || name === 'dueOn' ? 'date' : undefined}
                    inputMode={name === 'dueDays' || name === 'atLeast' ? 'numeric' : undefined}
                    maxLength={100}
                    disabled={isFixed}
                    value={value[name]}
                    onChange={({ target }) => set({ [name]: target.value })}
                />
            )}
        </Labelled>
    );
    const several = (name: Several, options?: { value: string; label: string }[]) =>
        uses(name) && (
            <Labelled label={t(`programmes.field.${name}`)}>
                {(id) => (
                    <Select
                        id={id}
                        // Certificates are typed: any code may come to be one.
                        mode={options ? 'multiple' : 'tags'}
                        style={{ width: '100%' }}
                        value={value[name]}
                        options={options}
                        showSearch={{ optionFilterProp: 'label' }}
                        onChange={(chosen: string[]) => set({ [name]: chosen })}
                    />
                )}
            </Labelled>
        );
    return (
        <Modal
            open
            title={programme ? t('programmes.changeOf', { code: programme.code }) : t('programmes.add')}
            okText={t('kpis.save')}
            okButtonProps={{ disabled: !isWhole(value), loading: saving.isPending }}
            onOk={() => saving.mutate()}
            onCancel={() => close()}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                <Flex gap="small" wrap>
                    {text('code', programme !== undefined)}
                    <Labelled label={t('programmes.kindName')}>
                        {(id) => (
                            <Select
                                id={id}
                                style={{ width: '100%' }}
                                value={value.kind}
                                options={KINDS.map((kind) => ({ value: kind, label: t(`programmes.kind.${kind}`) }))}
                                onChange={(kind) => set({ kind })}
                            />
                        )}
                    </Labelled>
                </Flex>
                {t(`programmes.means.${value.kind}`)}
                <Flex gap="small" wrap>
                    {text('zh')}
                    {text('en')}
                </Flex>
                <Flex gap="small" wrap>
                    {text('from')}
                    {uses('dueOn') && text('dueOn')}
                    {uses('dueDays') && text('dueDays')}
                    {uses('atLeast') && text('atLeast')}
                </Flex>
                {several(
                    'courses',
                    (known.data ?? []).map((row) => ({
                        value: row.code,
                        label: `${row.code} ${titled(row.titleZh, row.titleEn)}`,
                    })),
                )}
                {several('certificates')}
                {several('channels', optionsOf(t, CHANNELS, 'courses.channels'))}
                {several(
                    'units',
                    (units.data ?? []).map((unit) => ({ value: unit.code, label: `${unit.name} ${unit.code}` })),
                )}
                {several('levels', optionsOf(t, LEVELS, 'managers.level'))}
                {several('areas', optionsOf(t, AREAS, 'managers.area'))}
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
