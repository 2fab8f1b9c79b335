import { LIMITS } from '@charrette/shared'

/** Por qué ahora mismo no se puede. */
export const reasons = {
	board_has_content: 'En esta pizarra hay algo, que desaparecería con ella.',
	board_of_session: 'Las pizarras de los grupos y la de todos forman parte de la sesión.',
	group_has_content: 'En la pizarra de este grupo hay algo. Elija a qué grupo pasa.',
	group_has_people: 'En este grupo hay personas. Elija a qué grupo pasan.',
	held_in_private: 'Esta pizarra guarda tarjetas escritas en privado. Revélelas primero.',
	last_group: 'Una sesión necesita al menos un grupo.',
	no_minutes: 'Esta fase no tiene tiempo previsto. Elija primero los minutos.',
	no_timer: 'No hay ningún temporizador. Inicie uno primero.',
	not_in_group: 'Esta persona no está en ese grupo.',
	other_session: 'Ese grupo es de otra sesión.',
	person_away: 'Esta persona no está aquí en este momento.',
	phase_runs: 'Esta fase está en curso. Pase primero a otra.',
	session_has_cards: 'En las pizarras de esta sesión hay tarjetas, que desaparecerían con ella.',
	session_runs: 'Esta sesión está en curso. Pase primero a otra.',
	single_group: 'No hay otro grupo adonde ir.',
	too_many_boards: `Una sesión tiene como máximo ${LIMITS.maxBoardsApart} pizarras además de las de sus grupos. Quite una primero.`,
	too_many_groups: `Una sesión tiene como máximo ${LIMITS.maxGroups} grupos.`,
	too_many_phases: `Una sesión tiene como máximo ${LIMITS.maxPhases} fases.`,
	too_many_sessions: `Un taller tiene como máximo ${LIMITS.maxSessions} sesiones.`,
	too_many_shares: `Se pueden compartir como máximo ${LIMITS.maxShares} páginas a la vez. Termine una primero.`,
	too_many_votes: `Un taller tiene como máximo ${LIMITS.maxRounds} votaciones.`,
	vote_cancelled: 'Esta votación se canceló.',
	vote_not_open: 'Solo se puede cancelar una votación abierta.',
	vote_runs: 'Ya hay una votación abierta. Ciérrela primero.',
}
