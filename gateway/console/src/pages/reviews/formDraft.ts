import type { FormBody, ReviewForm } from './calls';

export const RELATIONS = ['self', 'superior', 'peer', 'partner', 'customer', 'results'] as const;

/** A form as it is typed: texts only. */
export const draftOf = (form?: ReviewForm) => ({
    code: form?.code ?? '',
    zh: form?.name.zh ?? '',
    en: form?.name.en ?? '',
    competencies: (form?.competencies ?? []).map((one) => ({
        code: one.code,
        zh: one.name.zh ?? '',
        en: one.name.en ?? '',
        aboutZh: one.about.zh ?? '',
        aboutEn: one.about.en ?? '',
    })),
    anchors: Array.from({ length: 5 }, (_, at) => ({
        zh: form?.anchors[at]?.zh ?? '',
        en: form?.anchors[at]?.en ?? '',
    })),
    hasText: form?.hasText ?? true,
    weights: Object.fromEntries(
        RELATIONS.map((relation) => [
            relation,
            String(form?.weights.find((one) => one.relation === relation)?.weight ?? '0'),
        ]),
    ) as Record<(typeof RELATIONS)[number], string>,
    minimum: form?.minimum ?? 3,
});

export type FormDraft = ReturnType<typeof draftOf>;

export const bodyOf = (draft: FormDraft): FormBody => ({
    name: { zh: draft.zh, en: draft.en },
    competencies: draft.competencies.map((one) => ({
        code: one.code.trim(),
        name: { zh: one.zh, en: one.en },
        about: one.aboutZh.trim() && one.aboutEn.trim() ? { zh: one.aboutZh, en: one.aboutEn } : null,
    })),
    anchors: draft.anchors,
    hasText: draft.hasText,
    weights: RELATIONS.filter((relation) => Number(draft.weights[relation]) !== 0).map((relation) => ({
        relation,
        weight: draft.weights[relation].trim(),
    })),
    minimum: draft.minimum,
});
