import { LIMITS } from '@charrette/shared'

/** Pourquoi ce n’est pas possible pour l’instant. */
export const reasons = {
	board_has_content: 'Il y a quelque chose sur ce tableau, qui disparaîtrait avec lui.',
	board_of_session: 'Les tableaux des groupes et le tableau commun font partie de la séance.',
	group_has_content: 'Il y a quelque chose sur le tableau de ce groupe. Choisissez à quel groupe le confier.',
	group_has_people: 'Il y a des personnes dans ce groupe. Choisissez le groupe où elles vont.',
	held_in_private: 'Ce tableau garde des cartes écrites en privé. Révélez-les d’abord.',
	last_group: 'Une séance a besoin d’au moins un groupe.',
	no_minutes: 'Cette phase n’a pas de durée prévue. Choisissez d’abord les minutes.',
	no_timer: 'Il n’y a pas de minuteur. Lancez-en un d’abord.',
	not_in_group: 'Cette personne n’est pas dans ce groupe.',
	other_session: 'Ce groupe appartient à une autre séance.',
	person_away: 'Cette personne n’est pas là pour l’instant.',
	phase_runs: 'Cette phase est en cours. Passez d’abord à une autre.',
	session_has_cards: 'Il y a des cartes sur les tableaux de cette séance, qui disparaîtraient avec elle.',
	session_runs: 'Cette séance est en cours. Passez d’abord à une autre.',
	single_group: 'Il n’y a pas d’autre groupe où aller.',
	too_many_boards: `Une séance a au plus ${LIMITS.maxBoardsApart} tableaux en plus de ceux des groupes. Retirez-en un d’abord.`,
	too_many_groups: `Une séance a au plus ${LIMITS.maxGroups} groupes.`,
	too_many_phases: `Une séance a au plus ${LIMITS.maxPhases} phases.`,
	too_many_sessions: `Un atelier a au plus ${LIMITS.maxSessions} séances.`,
	too_many_shares: `On peut partager au plus ${LIMITS.maxShares} pages à la fois. Mettez d’abord fin à l’une d’elles.`,
	too_many_votes: `Un atelier a au plus ${LIMITS.maxRounds} votes.`,
	vote_cancelled: 'Ce vote a été annulé.',
	vote_not_open: 'Seul un vote ouvert peut être annulé.',
	vote_runs: 'Un vote est déjà ouvert. Fermez-le d’abord.',
}
