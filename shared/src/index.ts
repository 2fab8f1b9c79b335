export * from './board/addQuestion.ts'
export { addSentShapes, type SentResult } from './board/addSentShapes.ts'
export * from './board/BoardDigest.ts'
export { BoardPage } from './board/BoardPage.ts'
export * from './board/BoardProjection.ts'
export * from './board/boardContent.ts'
export * from './board/boardDocument.ts'
export * from './board/boardRecords.ts'
export * from './board/buildRecords.ts'
export * from './board/cardDetails.ts'
export * from './board/cardLayout.ts'
export { copyShapes, type SentChoice, type SentFrom, type SentShapes } from './board/copyShapes.ts'
export * from './board/detailLevel.ts'
export { growColumn } from './board/growColumn.ts'
export * from './board/importRecords.ts'
export { headOf, JOINED_KEY, joinsOf, joinsOn } from './board/joins.ts'
export {
	type ColumnCard,
	type ColumnPlan,
	fillColumn,
	findColumns,
	type KindColumn,
} from './board/kindColumns.ts'
export * from './board/linkGeometry.ts'
export * from './board/measureJson.ts'
export { isCutOff } from './board/nesting.ts'
export { rectOf, rectsOnPage } from './board/pageRects.ts'
export {
	isNamedPlace,
	isValidPlace,
	namedPlace,
	pagePosition,
	placeOf,
	type RecordLookup,
} from './board/place.ts'
export * from './board/practiceDocument.ts'
export { readBoard } from './board/readBoard.ts'
export { reassignRecords } from './board/reassignRecords.ts'
export {
	type FieldChanges,
	type Fields,
	fieldsOf,
	readRecord,
	validateRecord,
} from './board/recordCodec.ts'
export { isKnownField } from './board/recordFields.ts'
export {
	addAllTexts,
	addTexts,
	isTextBy,
	isTextFrom,
	isTextKey,
	plainEntries,
	QUOTE_KEY,
	readBoardText,
	readQuote,
	storedText,
	textId,
	textsOf,
	writeText,
} from './board/recordTexts.ts'
export { changedFields, putRecord, writeFields } from './board/recordWrites.ts'
export * from './board/repairRecords.ts'
export {
	copyRecord,
	planCardRestore,
	planRestore,
	type RecordGoal,
	rebuildBoard,
	restoreRecords,
} from './board/restoreBoard.ts'
export { type RevealResult, revealRecords } from './board/revealRecords.ts'
export * from './board/schema.ts'
export * from './board/threads.ts'
export * from './board/tldrawSchema.ts'
export * from './domain/access.ts'
export * from './domain/asyncWindow.ts'
export * from './domain/BoardContent.ts'
export * from './domain/boardObstacles.ts'
export * from './domain/boardWalk.ts'
export * from './domain/cardColumns.ts'
export * from './domain/cardData.ts'
export * from './domain/cardFields.ts'
export * from './domain/cardFilter.ts'
export * from './domain/cardMarkup.ts'
export * from './domain/cardTexts.ts'
export * from './domain/cardTranslations.ts'
export * from './domain/characters.ts'
export { groupBy } from './domain/collections.ts'
export * from './domain/countVotes.ts'
export * from './domain/errorMessages.ts'
export * from './domain/exportFormats.ts'
export * from './domain/fileName.ts'
export type { Mix, MixOptions, Pair, UnmetPair } from './domain/groups/mixBlocks.ts'
export * from './domain/groups/mixGroups.ts'
export * from './domain/groups/planGroups.ts'
export * from './domain/groups/planRotation.ts'
export * from './domain/groups/rotateGroups.ts'
export * from './domain/groups/tableBlocks.ts'
export {
	isInterpreter,
	lacksInterpreter,
	languagesOf,
} from './domain/groups/tableLanguages.ts'
export * from './domain/ids.ts'
export * from './domain/joinObstacles.ts'
export { findKindInTitle, kindOfPhase } from './domain/kindNames.ts'
export * from './domain/limits.ts'
export * from './domain/locales.ts'
export * from './domain/messageAuthor.ts'
export * from './domain/Phase.ts'
export * from './domain/Place.ts'
export * from './domain/Practice.ts'
export * from './domain/PracticeCollection.ts'
export * from './domain/practicePassages.ts'
export * from './domain/practiceTexts.ts'
export * from './domain/reactions.ts'
export * from './domain/runSheet.ts'
export * from './domain/Snapshot.ts'
export * from './domain/scriptLanguage.ts'
export * from './domain/sessionCards.ts'
export * from './domain/sessionObstacles.ts'
export * from './domain/Timer.ts'
export * from './domain/threadAccess.ts'
export * from './domain/threadReader.ts'
export * from './domain/threads.ts'
export {
	hasArcs,
	layOutTravelMap,
	projectPlace,
	type TravelMap,
	travelMapHeight,
} from './domain/travels/layOutTravelMap.ts'
export * from './domain/travels/layOutTravels.ts'
export * from './domain/travels/Travels.ts'
export * from './domain/travels/travelSvg.ts'
export * from './domain/upgradeWorkshop.ts'
export * from './domain/VoteRound.ts'
export * from './domain/Workshop.ts'
export { findNearestSpace } from './geometry/freeSpace.ts'
export { RectIndex } from './geometry/RectIndex.ts'
export * from './geometry/rects.ts'
export { classifyEntries, isReadMe } from './protocol/archiveEntries.ts'
export * from './protocol/ballots.ts'
export * from './protocol/boardFile.ts'
export * from './protocol/cardSearch.ts'
export * from './protocol/cityQuestions.ts'
export * from './protocol/clientErrors.ts'
export * from './protocol/collections.ts'
export * from './protocol/commands.ts'
export * from './protocol/digests.ts'
export * from './protocol/errorCodes.ts'
export * from './protocol/exchangeFile.ts'
export * from './protocol/exchangeNotices.ts'
export * from './protocol/exports.ts'
export * from './protocol/followedFeeds.ts'
export * from './protocol/frames.ts'
export * from './protocol/host.ts'
export * from './protocol/importFormats.ts'
export * from './protocol/imports.ts'
export * from './protocol/jsonChanges.ts'
export * from './protocol/links.ts'
export * from './protocol/plenary.ts'
export * from './protocol/practiceEvidence.ts'

export * from './protocol/practiceReview.ts'
export * from './protocol/practiceSearch.ts'
export * from './protocol/practices.ts'
export * from './protocol/presence.ts'
export * from './protocol/reactions.ts'
export * from './protocol/routes.ts'
export * from './protocol/runSheetFile.ts'
export * from './protocol/snapshots.ts'
export * from './protocol/suggestions.ts'
export * from './protocol/threads.ts'
export * from './protocol/translations.ts'
export * from './protocol/visits.ts'
export * from './protocol/webhook.ts'
export * from './search/analyzeText.ts'
export * from './search/glossaryEntries.ts'
export * from './search/stopWords.ts'
export * from './texts/archiveReadMe.ts'
export { choiceFromWord, kindFromWord } from './texts/cardWords.ts'
export { citePractice } from './texts/citePractice.ts'
export * from './texts/collectionTableTexts.ts'
export { unescapeCell, writeCsv } from './texts/csv.ts'
export { describeSource, isDefaultTitle, translateTitle, translateTitles } from './texts/defaultTitles.ts'
export { describeBytes, describeEvidence } from './texts/describeEvidence.ts'
export * from './texts/domainTexts.ts'
export * from './texts/en.ts'
export * from './texts/es.ts'
export * from './texts/exchangeReportTexts.ts'
export * from './texts/fr.ts'
export { kindOfColour } from './texts/kindOfColour.ts'
export type { PracticeNames } from './texts/practice/en.ts'
export * from './texts/practiceNames.ts'
export * from './texts/reportTexts.ts'
export { type PastedCard, readPaste } from './texts/tableCards.ts'
export * from './texts/travelTexts.ts'
export * from './texts/unmetPairs.ts'
export * from './texts/zh-CN.ts'
