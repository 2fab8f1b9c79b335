import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import { CARD_KINDS } from '../domain/BoardContent.ts'
import type {
	BoardId,
	CollectionId,
	GroupId,
	LinkId,
	ParticipantId,
	PhaseId,
	RoundId,
	SessionId,
} from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES } from '../domain/locales.ts'
import { PROJECTIONS, TEMPLATE_IDS } from '../domain/Phase.ts'
import { DEFAULT_DOTS } from '../domain/VoteRound.ts'
import { WINDOW_TAKES } from '../domain/Workshop.ts'
import { id, line, listPosition, viewport } from './fields.ts'
import { groupCommands } from './groupCommands.ts'
import { LINK_ROLES } from './links.ts'
import { cityBody, personName } from './routes.ts'
import { phaseBody, phaseChange, runSheetFile } from './runSheetFile.ts'
import { shapeId } from './suggestions.ts'

const session = id<SessionId>()
const phase = id<PhaseId>()
const participant = id<ParticipantId>()
const minutes = z.number().max(LIMITS.maxPhaseMinutes)
const title = line(LIMITS.maxTitleLength)
/**
 * The phase that was current when the sender decided. If another one is current by now, the command
 * does nothing.
 */
const from = phase.nullable().exactOptional()
/** Whether to start the timer of the phase. */
const startsTimer = z.boolean().exactOptional()

/** Planning and facilitation. */
const facilitationCommands = [
	z.object({ type: z.literal('participant.move'), participant: id<ParticipantId>(), group: id<GroupId>() }),
	z.object({ type: z.literal('boards.freeze'), frozen: z.boolean(), boards: z.array(id<BoardId>()).optional() }),
	z.object({
		type: z.literal('spotlight.set'),
		board: id<BoardId>().nullable(),
		follows: z.boolean().exactOptional(),
	}),
	z.object({
		type: z.literal('people.gather'),
		board: id<BoardId>().nullable(),
		viewport: viewport.exactOptional(),
	}),
	z.object({ type: z.literal('people.move') }),
	z.object({
		type: z.literal('session.add'),
		title: title.exactOptional(),
		groups: z.int().min(1).max(LIMITS.maxGroups).exactOptional(),
		template: z.enum(TEMPLATE_IDS).exactOptional(),
		sheet: runSheetFile.exactOptional(),
	}),
	z.object({ type: z.literal('session.copy'), session, title: title.exactOptional() }),
	z.object({ type: z.literal('session.remove'), session, withCards: z.boolean().exactOptional() }),
	z.object({ type: z.literal('session.move'), session, to: listPosition }),
	z.object({ type: z.literal('session.rename'), session, title }),
	z.object({ type: z.literal('session.goto'), session }),
	z.object({
		type: z.literal('session.window'),
		session,
		/** Null ends the window. */
		window: z.object({ takes: z.enum(WINDOW_TAKES), until: z.int().positive() }).nullable(),
	}),
	z.object({
		type: z.literal('phase.add'),
		session: session.exactOptional(),
		phase: phaseBody,
		at: listPosition.exactOptional(),
	}),
	z.object({ type: z.literal('phase.change'), phase, change: phaseChange }),
	z.object({ type: z.literal('phase.remove'), phase }),
	z.object({ type: z.literal('phase.move'), phase, to: listPosition }),
	z.object({ type: z.literal('phase.copy'), phase }),
	z.object({ type: z.literal('phase.next'), from, startsTimer }),
	z.object({ type: z.literal('phase.previous'), from, startsTimer }),
	z.object({ type: z.literal('phase.goto'), phase: phase.nullable(), startsTimer }),
	z.object({ type: z.literal('timer.start'), minutes: minutes.positive().exactOptional() }),
	z.object({ type: z.literal('timer.pause') }),
	z.object({ type: z.literal('timer.resume') }),
	z.object({ type: z.literal('timer.add'), minutes: minutes.min(-LIMITS.maxPhaseMinutes) }),
	z.object({ type: z.literal('timer.stop') }),
	z.object({ type: z.literal('projector.step'), by: z.union([z.literal(1), z.literal(-1)]) }),
	z.object({
		type: z.literal('projection.set'),
		shows: z.enum(PROJECTIONS).nullable(),
		round: id<RoundId>().exactOptional(),
		session: session.exactOptional(),
		collection: id<CollectionId>().exactOptional(),
		boards: z
			.tuple([id<BoardId>(), id<BoardId>()])
			.refine(([one, other]) => one !== other, 'these are the same board')
			.exactOptional(),
	}),
	z.object({
		type: z.literal('message.send'),
		text: line(LIMITS.maxMessageLength),
		board: id<BoardId>().exactOptional(),
	}),
	z.object({ type: z.literal('message.clear'), board: id<BoardId>().exactOptional() }),
	z.object({
		type: z.literal('summary.set'),
		board: id<BoardId>(),
		locale: z.enum(LOCALES),
		/** Null removes it. */
		summary: z
			.object({
				text: line(LIMITS.maxSummaryLength),
				cards: z.array(shapeId).max(LIMITS.maxSummaryCards),
				isSuggested: z.literal(true).exactOptional(),
			})
			.nullable(),
	}),
	z.object({ type: z.literal('anonymity.set'), isAnonymous: z.boolean() }),
	z.object({ type: z.literal('translation.set'), isAllowed: z.boolean() }),
	z.object({ type: z.literal('projector.translate'), isOn: z.boolean() }),
	z.object({ type: z.literal('projector.threads'), isOn: z.boolean() }),
	z.object({ type: z.literal('board.remove'), board: id<BoardId>(), withCards: z.boolean().exactOptional() }),
	z.object({ type: z.literal('participant.remove'), participant, mayReturn: z.boolean().exactOptional() }),
	z.object({ type: z.literal('participant.readmit'), participant }),
	z.object({ type: z.literal('participant.nudge'), participant }),
	z.object({
		type: z.literal('people.nudge'),
		participants: z.array(participant).min(1).max(LIMITS.maxParticipants),
	}),
	z.object({
		type: z.literal('setup.mark'),
		board: id<BoardId>(),
		records: z.array(z.string().regex(RECORD_ID_PATTERN)).min(1).max(500),
		isSetUp: z.boolean(),
	}),
] as const

/** Commands for private cards (ROOM3). */
const privateCommands = [
	z.object({
		type: z.literal('private.reveal'),
		/** A board of any session; missing means all boards of the current session. */
		board: id<BoardId>().exactOptional(),
		/** Whether the cards keep their authors. */
		names: z.boolean(),
	}),
	z.object({ type: z.literal('private.set'), isPrivate: z.boolean() }),
] as const

/** Commands that correct the data entered on opening or joining (PEOPLE3, PEOPLE4, CORRECT1). */
const correctionCommands = [
	z.object({
		type: z.literal('participant.change'),
		participant,
		name: personName.exactOptional(),
		city: line(LIMITS.maxCityLength).exactOptional(),
		speaks: z.array(z.enum(LOCALES)).max(LOCALES.length).exactOptional(),
	}),
	z
		.object({ type: z.literal('participant.merge'), participant, into: participant })
		.refine((body) => body.participant !== body.into, 'these are the same participant'),
	z.object({
		type: z.literal('workshop.change'),
		title: title.exactOptional(),
		cities: z.array(cityBody).max(LIMITS.maxCities).exactOptional(),
		locales: z.array(z.enum(LOCALES)).min(1).max(LOCALES.length).exactOptional(),
	}),
] as const

/** Commands that control access to the workshop (ACCESS1–3). */
const accessCommands = [
	z.object({ type: z.literal('code.renew') }),
	z.object({ type: z.literal('joining.set'), isOpen: z.boolean() }),
	z.object({ type: z.literal('exchange.open'), isOpen: z.boolean() }),
	z.object({ type: z.literal('links.create'), role: z.enum(LINK_ROLES) }),
	z.object({ type: z.literal('links.revoke'), link: id<LinkId>() }),
	z.object({ type: z.literal('links.rotate'), role: z.enum(LINK_ROLES) }),
] as const

const round = id<RoundId>()

/** Commands for votes. */
const voteCommands = [
	z.object({
		type: z.literal('vote.open'),
		session: id<SessionId>().exactOptional(),
		title: line(LIMITS.maxTitleLength),
		budget: z.int().min(1).max(LIMITS.maxDots).default(DEFAULT_DOTS),
		perCard: z.int().min(1).max(LIMITS.maxDots).default(1),
		boards: z
			.array(id<BoardId>())
			.min(1)
			.max(LIMITS.maxGroups + 1)
			.exactOptional(),
		kinds: z.array(z.enum(CARD_KINDS)).min(1).exactOptional(),
		isByGroup: z.boolean().exactOptional(),
		follows: round.exactOptional(),
	}),
	z.object({ type: z.literal('vote.close'), round }),
	z.object({ type: z.literal('vote.cancel'), round }),
	z.object({
		type: z.literal('vote.proxy'),
		round,
		name: line(LIMITS.maxNameLength),
		city: line(LIMITS.maxCityLength),
	}),
] as const

/** `POST /api/workshops/:id/commands` */
export const commandBody = z.discriminatedUnion('type', [
	...facilitationCommands,
	...groupCommands,
	...privateCommands,
	...correctionCommands,
	...accessCommands,
	...voteCommands,
])
export type Command = z.output<typeof commandBody>
/** The command of a type. */
export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>
export interface CommandResult {
	version: number
	/** The new id, for commands that add or copy. */
	made?: string
	/** The pairs that could not be satisfied, each as a sentence, for `groups.mix`. */
	unmet?: string[]
	/** The new link, for `links.create` and `links.rotate`; it is never returned again. */
	link?: string
}
