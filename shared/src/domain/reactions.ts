/** The emojis of reactions, in the order in which they are offered. */
export const REACTIONS = ['👍', '❤️', '👏', '💡', '😄', '🤔'] as const
export type Reaction = (typeof REACTIONS)[number]

/** The number of people who reacted to a card with an emoji (REACT1). */
export interface CountedReaction {
	emoji: Reaction
	count: number
}

/** Describes the reactions to a card: "👍 3 · 💡 1"; empty for none. */
export function describeReactions(reactions: readonly CountedReaction[] = []): string {
	return reactions.map(({ emoji, count }) => `${emoji} ${count}`).join(' · ')
}
