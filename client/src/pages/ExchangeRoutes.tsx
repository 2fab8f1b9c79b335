import type { AdoptionId, CollectionId, PracticeId } from '@charrette/shared'
import { Route, Switch } from 'wouter'
import { lazyPage } from './lazyPage.tsx'

/* The pages of the exchange, which only its visitors fetch. */

const ExchangePage = lazyPage(() => import('./ExchangePage.tsx').then((module) => module.ExchangePage))
const AdoptionPage = lazyPage(() => import('./AdoptionPage.tsx').then((module) => module.AdoptionPage))
const CollectionPage = lazyPage(() => import('./CollectionPage.tsx').then((module) => module.CollectionPage), 'board')
const StartPracticePage = lazyPage(() => import('./StartPracticePage.tsx').then((module) => module.StartPracticePage))
const TravelsPage = lazyPage(() => import('./TravelsPage.tsx').then((module) => module.TravelsPage))
const PracticePage = lazyPage(() => import('./PracticePage.tsx').then((module) => module.PracticePage), 'board')

/** The pages of the exchange by their paths. */
export function ExchangeRoutes() {
	return (
		<Switch>
			<Route path="/exchange">
				<ExchangePage.Page />
			</Route>
			<Route path="/exchange/travels">
				<TravelsPage.Page />
			</Route>
			<Route path="/exchange/adoptions/:adoption">
				{({ adoption }) => <AdoptionPage.Page adoption={adoption as AdoptionId} />}
			</Route>
			<Route path="/exchange/collections/:collection">
				{({ collection }) => <CollectionPage.Page collection={collection as CollectionId} />}
			</Route>
			<Route path="/exchange/new">
				<StartPracticePage.Page />
			</Route>
			<Route path="/exchange/:practice">
				{({ practice }) => <PracticePage.Page practice={practice as PracticeId} />}
			</Route>
		</Switch>
	)
}
