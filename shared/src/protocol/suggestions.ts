import { z } from 'zod'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES } from '../domain/locales.ts'
import type { Summary } from '../domain/Workshop.ts'

/** The id of a card or cluster, not of another text of a board. */
export const shapeId = z
	.string()
	.max(100)
	.regex(/^shape:[^/]+$/, 'is no id of a shape')

/**
 * `POST /api/boards/:id/likeness`: asks for vectors of texts of a board, those of cards and the
 * titles of clusters, from the host's embedding model (MODEL1).
 */
export const likenessBody = z.object({ ids: z.array(shapeId).min(1).max(LIMITS.maxLikenessTexts) })
export type LikenessBody = z.input<typeof likenessBody>

/**
 * `POST /api/boards/:id/cluster-names`: asks the host's language model for names of suggested
 * clusters, by the ids of their cards (MODEL2).
 */
export const clusterNamesBody = z.object({
	to: z.enum(LOCALES),
	clusters: z.array(z.array(shapeId).min(1).max(LIMITS.maxLikenessTexts)).min(1).max(LIMITS.maxNamedClusters),
})
export type ClusterNamesBody = z.input<typeof clusterNamesBody>

/** A name for each cluster, null for one that has none; or a problem, and no names. */
export interface BoardClusterNames {
	names: (string | null)[]
	problem: ModelProblem | null
}

/**
 * `POST /api/boards/:id/summary`: asks the host's language model for a summary of a board, in two
 * sentences (MODEL3).
 */
export const summaryBody = z.object({ to: z.enum(LOCALES) })
export type SummaryBody = z.input<typeof summaryBody>

/** A summary and the ids of the cards that it rests on; or a problem, and null. */
export interface SuggestedSummary {
	summary: Pick<Summary, 'text' | 'cards'> | null
	problem: ModelProblem | null
}

/**
 * Why the host's model suggests nothing: there is none, machine translation is forbidden, the model
 * does not answer, has had enough for today, or is slow.
 */
export const MODEL_PROBLEMS = ['none', 'forbidden', 'failed', 'limit', 'slow'] as const
export type ModelProblem = (typeof MODEL_PROBLEMS)[number]

/** Either the vectors of all texts, or a problem and none. */
export interface BoardLikeness {
	/** By id: a signed byte for each dimension, in base64. Empty texts have none. */
	vectors: Record<string, string>
	problem: ModelProblem | null
}
