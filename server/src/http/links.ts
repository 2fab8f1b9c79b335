import type { JoinCode, WorkshopLinks } from '@charrette/shared'
import type { Request } from 'express'
import type { Config } from '../config.ts'

/** The address under which this request's sender sees the server. */
export function originOf(config: Config, request: Request): string {
	return config.publicUrl ?? `${request.protocol}://${request.host}`
}

/** A link that opens a workshop in a role; its secret stands in the fragment, which no server or proxy ever sees. */
export function roleLink(origin: string, role: 'facilitator' | 'projector', secret: string): string {
	return `${origin}/${role === 'facilitator' ? 'f' : 'p'}#${secret}`
}

/** The three links of a new workshop. */
export function linksOf(
	origin: string,
	code: JoinCode,
	secrets: { facilitator: string; projector: string },
): WorkshopLinks {
	return {
		facilitator: roleLink(origin, 'facilitator', secrets.facilitator),
		participant: `${origin}/join#${code}`,
		projector: roleLink(origin, 'projector', secrets.projector),
	}
}
