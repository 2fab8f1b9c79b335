import { z } from 'zod'
import type { GroupId, ParticipantId, SessionId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { id, line } from './fields.ts'

const group = id<GroupId>()
const participant = id<ParticipantId>()
const name = line(LIMITS.maxTitleLength)
const pairs = z.array(z.tuple([participant, participant])).max(LIMITS.maxPairs)

/** A `MixPlan`. */
const mixPlan = z
	.object({
		seed: z.int(),
		count: z.int().min(1).max(LIMITS.maxGroups).exactOptional(),
		size: z.int().min(1).max(LIMITS.maxParticipants).exactOptional(),
		together: pairs.exactOptional(),
		apart: pairs.exactOptional(),
		staysNear: z.boolean().exactOptional(),
	})
	.refine(({ count, size }) => count === undefined || size === undefined, 'it may have either a count or a size')

/** Groups as a preview showed them. One without an id is a new one. */
const mixedGroups = z
	.array(z.object({ group: group.exactOptional(), people: z.array(participant).max(LIMITS.maxParticipants) }))
	.min(1)
	.max(LIMITS.maxGroups)

/** The commands that make groups of the session that runs, and send people round them. */
export const groupCommands = [
	z
		.object({ type: z.literal('groups.mix'), groups: mixedGroups.exactOptional(), plan: mixPlan.exactOptional() })
		.refine(
			({ groups, plan }) => (groups === undefined) !== (plan === undefined),
			'it must have either groups or a plan',
		),
	z.object({ type: z.literal('groups.add'), session: id<SessionId>().exactOptional(), name: name.exactOptional() }),
	z.object({ type: z.literal('groups.rename'), group, name }),
	z.object({ type: z.literal('groups.remove'), group, to: group.exactOptional() }),
	z.object({
		type: z.literal('groups.rotate'),
		hosts: z.array(z.object({ group, participant })).max(LIMITS.maxGroups).exactOptional(),
	}),
	z.object({ type: z.literal('group.host'), group, participant: participant.nullable() }),
] as const
