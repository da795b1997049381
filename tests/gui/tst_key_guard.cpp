// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>

#include "ui/window/key_guard.h"

using namespace stampede::ui;

/// A window with one single-key action a key, a text field, a number field, a button, and a place where the keys are commands.
class TestKeyGuard : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> window_;
    QWidget* home_ = nullptr;
    QLineEdit* field_ = nullptr;
    QSpinBox* number_ = nullptr;
    QPushButton* button_ = nullptr;
    QAction* letter_ = nullptr;
    QAction* space_ = nullptr;
    QAction* left_ = nullptr;

    QAction* action(Qt::Key key) {
        auto* made = new QAction(window_.get());
        made->setShortcut(key);
        window_->addAction(made);
        return made;
    }

   private Q_SLOTS:
    void init() {
        window_ = std::make_unique<QWidget>();
        auto* column = new QVBoxLayout(window_.get());
        home_ = new QWidget;
        home_->setFocusPolicy(Qt::StrongFocus);
        column->addWidget(home_);
        column->addWidget(field_ = new QLineEdit);
        column->addWidget(number_ = new QSpinBox);
        column->addWidget(button_ = new QPushButton);
        letter_ = action(Qt::Key_R);
        space_ = action(Qt::Key_Space);
        left_ = action(Qt::Key_Left);
        new KeyGuard(home_, window_.get());
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    void cleanup() { window_.reset(); }

    void elsewhereTheKeysAreCommands() {
        home_->setFocus();
        QSignalSpy letter(letter_, &QAction::triggered);
        QSignalSpy space(space_, &QAction::triggered);
        QTest::keyClick(home_, Qt::Key_R);
        QTest::keyClick(home_, Qt::Key_Space);
        QCOMPARE(letter.size(), 1);
        QCOMPARE(space.size(), 1);
    }

    void aTextFieldGetsWhatIsTyped() {
        field_->setFocus();
        QSignalSpy letter(letter_, &QAction::triggered);
        QSignalSpy space(space_, &QAction::triggered);
        QSignalSpy left(left_, &QAction::triggered);
        QTest::keyClicks(field_, QStringLiteral("r r"));
        QTest::keyClick(field_, Qt::Key_Left);
        QTest::keyClicks(field_, QStringLiteral("R"));
        QCOMPARE(field_->text(), QStringLiteral("r Rr"));
        QCOMPARE(letter.size() + space.size() + left.size(), 0);
    }

    void aNumberFieldKeepsItsDigitsAndArrows() {
        QAction* digit = action(Qt::Key_1);
        number_->setFocus();
        QSignalSpy fired(digit, &QAction::triggered);
        QSignalSpy left(left_, &QAction::triggered);
        number_->selectAll();
        QTest::keyClick(number_, Qt::Key_1);
        QTest::keyClick(number_, Qt::Key_Left);
        QCOMPARE(number_->value(), 1);
        QCOMPARE(fired.size() + left.size(), 0);
    }

    void aFocusedButtonKeepsSpaceAndLeavesLetters() {
        button_->setFocus();
        QSignalSpy pressed(button_, &QPushButton::clicked);
        QSignalSpy space(space_, &QAction::triggered);
        QSignalSpy letter(letter_, &QAction::triggered);
        QTest::keyClick(button_, Qt::Key_Space);
        QTest::keyClick(button_, Qt::Key_R);
        QCOMPARE(pressed.size(), 1);
        QCOMPARE(space.size(), 0);
        QCOMPARE(letter.size(), 1);
    }

    void enterAndEscapeLeaveAField_data() {
        QTest::addColumn<int>("key");
        QTest::newRow("Enter") << int(Qt::Key_Return);
        QTest::newRow("Escape") << int(Qt::Key_Escape);
    }
    void enterAndEscapeLeaveAField() {
        QFETCH(int, key);
        field_->setFocus();
        QTest::keyClick(field_, static_cast<Qt::Key>(key));
        QTRY_COMPARE(QApplication::focusWidget(), home_);
    }

    void commandsWithControlAlwaysWork() {
        QAction* quit = new QAction(window_.get());
        quit->setShortcut(QKeySequence(QStringLiteral("Ctrl+Q")));
        window_->addAction(quit);
        field_->setFocus();
        QSignalSpy fired(quit, &QAction::triggered);
        QTest::keyClick(field_, Qt::Key_Q, Qt::ControlModifier);
        QCOMPARE(fired.size(), 1);
    }
};

QTEST_MAIN(TestKeyGuard)
#include "tst_key_guard.moc"
