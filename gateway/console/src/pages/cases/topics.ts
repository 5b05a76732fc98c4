import { useQuery } from '@tanstack/react-query';
import { currentLanguage } from '../../i18n';
import { type CaseTopic, caseTopics } from './calls';

/** The topics of a tree, each with its name in the reader's language. */
export function useTopics(tree: 'category' | 'cause') {
    const query = useQuery({ queryKey: ['case-topics', tree], queryFn: () => caseTopics(tree) });
    const topics = query.data ?? [];
    // What can be chosen, under its group.
    const options = topics
        .filter((one) => one.isActive && !topics.some((other) => other.isActive && other.group === one.code))
        .map((one) => {
            const group = topics.find((other) => other.code === one.group);
            return { value: one.code, label: group ? `${shown(group)} · ${shown(one)}` : shown(one) };
        });
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
        options,
        /** The names that can be chosen, for a field in which words may be typed as well. */
        names: options.map(({ label }) => ({ value: label })),
        /** The code of a name that was chosen; words that are no name stay as they are. */
        codeOf: (typed: string) => options.find(({ label }) => label === typed.trim())?.value ?? typed.trim(),
    };
}

export const shown = (topic: CaseTopic) => (currentLanguage() === 'en' ? topic.nameEn : topic.nameZh);
