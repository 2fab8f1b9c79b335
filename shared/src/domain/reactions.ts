/** The emojis of reactions, in the order in which they are offered. */
export const REACTIONS = ['👍', '❤️', '👏', '💡', '😄', '🤔'] as const
export type Reaction = (typeof REACTIONS)[number]

/** How many people reacted to a card with an emoji (REACT1). */
export interface CountedReaction {
	emoji: Reaction
	count: number
}

/** The reactions to a card in few words: "👍 3 · 💡 1"; empty for none. */
export function describeReactions(reactions: readonly CountedReaction[] = []): string {
	return reactions.map(({ emoji, count }) => `${emoji} ${count}`).join(' · ')
}
