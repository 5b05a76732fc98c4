import { useQuery } from '@tanstack/react-query';
import { currentLanguage } from '../../i18n';
import { type CaseTopic, caseTopics } from './calls';

/** The topics of a tree, each with its name in the reader's language. */
export function useTopics(tree: 'category' | 'cause') {
    const query = useQuery({ queryKey: ['case-topics', tree], queryFn: () => caseTopics(tree) });
    const topics = query.data ?? [];
    return {
        query,
        topics,
        /** The name of a topic with that of its group; words that are no topic stay as they are. */
        nameOf: (code: string) => {
            const topic = topics.find((one) => one.code === code);
            const group = topics.find((one) => one.code === topic?.group);
            return (
                [group, topic]
                    .filter((one) => one !== undefined)
                    .map(shown)
                    .join(' · ') || code
            );
        },
        /** What can be chosen, under its group. */
        options: topics
            .filter((one) => one.isActive && !topics.some((other) => other.isActive && other.group === one.code))
            .map((one) => {
                const group = topics.find((other) => other.code === one.group);
                return { value: one.code, label: group ? `${shown(group)} · ${shown(one)}` : shown(one) };
            }),
    };
}

export const shown = (topic: CaseTopic) => (currentLanguage() === 'en' ? topic.nameEn : topic.nameZh);
