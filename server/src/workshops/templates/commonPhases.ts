import type { LocalText, PhasePlan } from '@charrette/shared'
import { phase, say } from './Template.ts'

/** Three dots each, on what the prompt asks for. */
export function dotVote(prompt: LocalText): PhasePlan {
	return phase('vote', 5, { title: say('Dot vote', '投票', 'Votación por puntos', 'Vote par points'), prompt })
}

/** Groups tell each other what they found. */
export function reportBack(prompt: LocalText, minutes = 20): PhasePlan {
	return phase('present', minutes, { title: say('Report back', '汇报', 'Puesta en común', 'Mise en commun'), prompt })
}
