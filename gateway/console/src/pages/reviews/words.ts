import type { TFunction } from 'i18next';

/** The relations of a group, as one name. */
export const relationsOf = (t: TFunction, relations: readonly string[]) =>
    relations.map((one) => t(`reviews.relation.${one}`)).join(t('reviews.and'));
