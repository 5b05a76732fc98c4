import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type AskedItem, LETTERS, said } from './calls';

interface Props {
    item: AskedItem;
    /** Empty where there is no answer yet. */
    given: string;
    set: (given: string) => void;
    legend: string;
}

/** The answer to one item: choices by touch or keyboard, a number, or an order that is changed step by step. */
export function AnswerField({ item, given, set, legend }: Props) {
    const { t } = useTranslation();
    const field = useId();
    if (item.kind === 'numeric')
        return (
            <div>
                <label htmlFor={field}>{t('exams.yourNumber')}</label>
                <Input
                    id={field}
                    inputMode="decimal"
                    maxLength={20}
                    style={{ maxWidth: '14rem', display: 'block' }}
                    value={given}
                    onChange={({ target }) => set(target.value)}
                />
            </div>
        );
    if (item.kind === 'ordering') return <Ordering item={item} given={given} set={set} legend={legend} />;
    const isMany = item.kind === 'multiple';
    const toggle = (letter: string) => {
        if (!isMany) return set(letter);
        const next = [...LETTERS].filter((one) => (one === letter) !== given.includes(one)).join('');
        set(next);
    };
    return (
        <fieldset>
            <legend className="exam-quiet">{isMany ? t('exams.chooseMany') : t('exams.chooseOne')}</legend>
            <div className="exam-choices">
                {item.choices.map((choice, at) => {
                    const letter = LETTERS[at] ?? '';
                    return (
                        <label key={letter}>
                            <input
                                type={isMany ? 'checkbox' : 'radio'}
                                name={field}
                                checked={given.includes(letter)}
                                onChange={() => toggle(letter)}
                            />
                            <span className="exam-letter">{letter}</span>
                            <span>{said(choice)}</span>
                        </label>
                    );
                })}
            </div>
        </fieldset>
    );
}

function Ordering({ item, given, set, legend }: Props) {
    const { t } = useTranslation();
    const shown = LETTERS.slice(0, item.choices.length);
    const order = given || shown;
    const move = (from: number, to: number) => {
        const letters = [...order];
        const [one] = letters.splice(from, 1);
        letters.splice(to, 0, one ?? '');
        set(letters.join(''));
    };
    return (
        <Flex vertical gap="small">
            <ol className="exam-order" aria-label={legend}>
                {[...order].map((letter, at) => {
                    const text = said(item.choices[LETTERS.indexOf(letter)]);
                    return (
                        <li key={letter}>
                            <span>{text}</span>
                            <Flex gap="small">
                                <Button
                                    icon={<ArrowUpOutlined />}
                                    aria-label={t('exams.moveUp', { choice: text })}
                                    disabled={at === 0}
                                    onClick={() => move(at, at - 1)}
                                />
                                <Button
                                    icon={<ArrowDownOutlined />}
                                    aria-label={t('exams.moveDown', { choice: text })}
                                    disabled={at === order.length - 1}
                                    onClick={() => move(at, at + 1)}
                                />
                            </Flex>
                        </li>
                    );
                })}
            </ol>
            {given === '' && (
                <Button style={{ alignSelf: 'start' }} onClick={() => set(shown)}>
                    {t('exams.keepOrder')}
                </Button>
            )}
        </Flex>
    );
}
