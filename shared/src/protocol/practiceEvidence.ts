import { z } from 'zod'
import { DOCUMENT_PATH_PATTERN } from '../domain/BoardContent.ts'
import { LIMITS } from '../domain/limits.ts'
import { PRACTICE_PROGRESS } from '../domain/Practice.ts'
import { line } from './fields.ts'

const year = z.int().min(1900).max(2200)
const measured = z.object({ value: z.number().min(-1e15).max(1e15), year })
const short = () => line(LIMITS.maxEvidenceLength)

/** What others can check about a practice, as people and other servers send it. */
export const practiceEvidence = z.object({
	progress: z.enum(PRACTICE_PROGRESS).exactOptional(),
	cost: z
		.object({
			amount: z.number().min(0).max(1e15),
			currency: z.string().regex(/^[A-Z]{3}$/),
			year,
		})
		.exactOptional(),
	funding: short().exactOptional(),
	partners: short().exactOptional(),
	links: z
		.array(
			z.object({
				url: z
					.string()
					.max(LIMITS.maxLinkLength)
					.regex(/^https?:\/\/[^\s"'<>\\]+$/i),
				title: short(),
			}),
		)
		.max(LIMITS.maxEvidenceLinks),
	documents: z
		.array(
			z.object({
				path: z.string().regex(DOCUMENT_PATH_PATTERN),
				title: short(),
				bytes: z.int().min(1).max(LIMITS.maxDocumentBytes),
			}),
		)
		.max(LIMITS.maxDocuments)
		.exactOptional(),
	figures: z
		.array(z.object({ indicator: short(), unit: line(LIMITS.maxUnitLength), before: measured, after: measured }))
		.max(LIMITS.maxFigures),
})
