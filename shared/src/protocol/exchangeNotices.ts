import { z } from 'zod'
import type { AdoptionId, PracticeId, QuestionId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { ADOPTION_STATUSES } from '../domain/Practice.ts'
import { country, id } from './fields.ts'

/*
 * Notices say what became of a practice: the reports and questions of other cities, for its server,
 * and its answers and its withdrawal by its server. Each is signed by the server that wrote it
 * (Ed25519, over canonical JSON, RFC 8785), together with its address. A later notice replaces the
 * earlier one with the same subject from the same key. The format is described in docs/API.md.
 */

export const NOTICES_FORMAT = 'charrette.notices'
/** Path of the notices of a server. */
export const NOTICES_PATH = '/exchange/notices.json'

/** Letters of a reason that a later release may add. @limit exchange: the notice is refused */
const MAX_REFUSAL_LENGTH = 40
const time = z.number().min(0).max(8.64e15)
const revision = z.int().min(1).max(1_000_000_000)
/** A public key and a signature (Ed25519, raw, base64url). */
const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/)

/** What an adopting city shows to others. */
const reportedAdoption = z.looseObject({
	city: z.string().max(LIMITS.maxTitleLength * 2),
	country: country.exactOptional(),
	status: z.enum(ADOPTION_STATUSES),
	report: z.string().max(LIMITS.maxNoticeLength),
})
export type ReportedAdoption = z.output<typeof reportedAdoption>

/** A question as it was asked; a former release's limit may be lower. */
const sentQuestion = z.looseObject({
	city: z.string().max(LIMITS.maxTitleLength * 2),
	name: z.string().max(LIMITS.maxTitleLength * 2),
	text: z.string().max(LIMITS.maxCityQuestionLength * 2),
})

/** An answer, with a copy of its question for servers that do not have that. */
const sentAnswer = z.looseObject({
	question: sentQuestion.extend({ at: time }),
	text: z.string().max(LIMITS.maxAnswerLength * 2),
})
export type SentAnswer = z.output<typeof sentAnswer>

/** The practice that a notice is about, with the version: for a withdrawal the last one. */
const about = { practice: id<PracticeId>(), version: revision, at: time }
/** What a later revision replaces or takes back; the content is null then. */
const revised = { ...about, revision }
/** What is for the server of the practice, by its public key. */
const forGiver = { ...revised, giver: key }

const notice = z.discriminatedUnion('kind', [
	z.looseObject({
		...forGiver,
		kind: z.literal('adoption'),
		id: id<AdoptionId>(),
		adoption: reportedAdoption.nullable(),
	}),
	z.looseObject({
		...about,
		kind: z.literal('withdrawal'),
		reason: z.string().max(LIMITS.maxReasonLength),
	}),
	z.looseObject({
		...forGiver,
		kind: z.literal('question'),
		id: id<QuestionId>(),
		question: sentQuestion.nullable(),
	}),
	z.looseObject({
		...revised,
		kind: z.literal('answer'),
		/** The id of the question. */
		id: id<QuestionId>(),
		/** The public key of the server on which the question was asked. */
		asker: key,
		/** Null also if the practice's city does not answer. */
		answer: sentAnswer.nullable(),
		/** `full`: too many questions waited, so the question was not taken (ASK5). */
		refusal: z.string().max(MAX_REFUSAL_LENGTH).exactOptional(),
	}),
])
export type ExchangeNotice = z.output<typeof notice>
export type AdoptionNotice = ExchangeNotice & { kind: 'adoption' }
export type QuestionNotice = ExchangeNotice & { kind: 'question' }
export type AnswerNotice = ExchangeNotice & { kind: 'answer' }

export const signedNotice = z.object({
	notice,
	/** The server that wrote it. The address is missing if its host has not set it. */
	server: z.object({
		url: z
			.string()
			.max(300)
			.regex(/^https?:\/\//)
			.exactOptional(),
		key,
	}),
	/** The signature by the key of the server, of `{notice, server}`. */
	signature,
})
export type SignedNotice = z.output<typeof signedNotice>

/**
 * `GET /exchange/notices.json?after=…`: notices in the order in which this server got them; `next`
 * is the `after` of the next page, or of a later request for newer ones.
 */
export const noticePage = z.object({
	format: z.literal(NOTICES_FORMAT),
	notices: z.array(z.unknown()).max(LIMITS.maxNoticesInPage),
	next: z.int().min(0),
	hasMore: z.boolean(),
})
export type NoticePage = Omit<z.output<typeof noticePage>, 'notices'> & { notices: SignedNotice[] }
export const noticesQuery = z.object({ after: z.coerce.number().pipe(z.int().min(0)).default(0) })
