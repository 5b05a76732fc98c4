import { Component, type ReactNode } from 'react';
import { ProblemNote } from '../parts/ProblemNote';

/** A page that breaks says so in its own place; the rest of the console goes on. */
export class PageGuard extends Component<{ children: ReactNode }, { broken?: unknown }> {
    override state: { broken?: unknown } = {};

    static getDerivedStateFromError(broken: unknown) {
        return { broken };
    }

    override render() {
        return this.state.broken === undefined ? (
            this.props.children
        ) : (
            <ProblemNote problem={this.state.broken} retry={() => location.reload()} />
        );
    }
}
