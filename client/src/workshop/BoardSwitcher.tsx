import {
	type BoardId,
	currentSession,
	findOwnBoard,
	findParticipant,
	plenaryOf,
	type Workshop,
} from '@charrette/shared'
import type { Credentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Menu } from '../ui/Menu.tsx'
import { useGoToBoard } from './useGoToBoard.ts'

interface BoardSwitcherProps {
	workshop: Workshop
	credentials: Credentials
	/** The open board. */
	board: BoardId
}

/**
 * A menu of the session's boards: the person's own board, the plenary board, and the boards of
 * other groups, which they can view.
 */
export function BoardSwitcher({ workshop, credentials, board }: BoardSwitcherProps) {
	const { t } = useTranslation('board')
	const goTo = useGoToBoard(workshop, credentials)
	const session = currentSession(workshop)
	const others = (session?.boards ?? []).filter(({ id }) => id !== board)
	if (!session || others.length === 0) return null
	const me = credentials.participant ? findParticipant(workshop, credentials.participant) : null
	const ownBoard = me ? findOwnBoard(workshop, me)?.id : null
	const plenary = plenaryOf(session)?.id
	const itemOf = ({ id, title }: (typeof others)[number]) => ({
		label: id === ownBoard ? t('walk.mine', { board: title }) : title,
		onChoose: () => goTo(id),
	})
	const canEdit = ({ id }: (typeof others)[number]) =>
		credentials.role === 'facilitator' || id === ownBoard || id === plenary
	const [own, viewed] = [others.filter(canEdit), others.filter((other) => !canEdit(other))]
	return (
		<Menu
			icon="chevronDown"
			label={t('walk.switch')}
			side="left"
			items={own.map(itemOf)}
			{...(viewed.length > 0 && { section: { title: t('walk.others'), items: viewed.map(itemOf) } })}
		/>
	)
}
